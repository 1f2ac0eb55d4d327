export type ReportPage = {
  title: string;
  /** The one sentence, and whether it is a good one. */
  verdict: string;
  ok: boolean;
  /** Lines that say more. */
  details: readonly string[];
  /** What is wrong, if anything is. */
  findings: readonly string[];
  /** SVG texts, each a picture of its own. */
  pictures: readonly string[];
  /** What it was measured on: name and value. */
  facts: readonly (readonly [string, string])[];
};

const style = `
:root{color-scheme:light dark}
body{margin:0;font:16px/1.55 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,sans-serif;background:light-dark(#fff,#0d1117);color:light-dark(#1f2328,#f0f6fc)}
main{max-width:60rem;margin:0 auto;padding:1.5rem 1rem 4rem}
h1{font-size:1.5rem}
.verdict{font-size:1.2rem;font-weight:600;padding:.75rem 1rem;border-left:5px solid}
.good{border-color:light-dark(#15803d,#4ade80)}
.bad{border-color:light-dark(#dc2626,#f87171)}
li{overflow-wrap:anywhere}
figure{margin:2rem 0;overflow-x:auto}
svg{max-width:100%;height:auto}
dl{display:grid;grid-template-columns:max-content 1fr;gap:.3rem 1rem}
dt{color:light-dark(#59636e,#9198a1)}
dd{margin:0}
`;

/** A page that needs nothing but itself, light or dark as the reader has it. */
export const reportPage = (page: ReportPage): string =>
  [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>${escapeText(page.title)}</title><style>${style}</style></head><body><main>`,
    `<h1>${escapeText(page.title)}</h1><p class="verdict ${page.ok ? "good" : "bad"}">${escapeText(page.verdict)}</p>`,
    ...(page.findings.length > 0 ? [`<h2>Broken</h2>${list(page.findings)}`] : []),
    list(page.details),
    ...page.pictures.map((svg) => `<figure tabindex="0">${svg}</figure>`),
    `<dl>${page.facts.map(([name, value]) => `<dt>${escapeText(name)}</dt><dd>${escapeText(value)}</dd>`).join("")}</dl>`,
    "</main></body></html>",
    "",
  ].join("\n");

const list = (lines: readonly string[]): string =>
  `<ul>${lines.map((line) => `<li>${escapeText(line)}</li>`).join("")}</ul>`;

const escapeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
