/** Text and lines, drawn in the light colour; where the reader has it dark, a rule in the picture exchanges them. */
export const ink = { text: "#1f2328", faint: "#59636e", grid: "#d1d9e0" } as const;

const darkInk: Record<keyof typeof ink, string> = {
  text: "#f0f6fc",
  faint: "#9198a1",
  grid: "#3d444d",
};

/** Each at least 3:1 against white and against #0d1117, and told apart without telling red from green. */
export const palette = ["#2f81f7", "#d1701a", "#8b6cdf", "#2a9d5c", "#c2538f", "#8a8f98"] as const;

/** What must be seen first: an error, a kill. */
export const alarm = "#e5484d";

/** ECharts writes colours as attributes, and any rule of a style sheet goes before an attribute. */
export const inkInTheDark = `<style>@media (prefers-color-scheme: dark) {${names()
  .flatMap((name) =>
    (["fill", "stroke"] as const).map(
      (attribute) => `[${attribute}="${ink[name]}"]{${attribute}:${darkInk[name]}}`,
    ),
  )
  .join("")}}</style>`;

function names(): (keyof typeof ink)[] {
  return ["text", "faint", "grid"];
}
