import { ink, inkInTheDark } from "../plot/ink.ts";
import { lastStop, stopsInMonth } from "./calendar.ts";
import { type Strip, type StripLook, stripLooks } from "./strips.ts";

/** A plan by its depth; what needs attention by another hue. Each at least 3:1 where it must be told from the ground. */
const fills: Record<StripLook, string> = {
  starter: "#9cc6ff",
  plus: "#2f81f7",
  enterprise: "#1a4b9c",
  past_due: "#e5484d",
  ends_soon: "#d1a01a",
  ended: "#8a8f9833",
};
const names: Record<StripLook, string> = {
  starter: "Starter",
  plus: "Plus",
  enterprise: "Enterprise",
  past_due: "past due",
  ends_soon: "set to end",
  ended: "ended",
};

const [left, top, cell, row, legendStep] = [40, 64, 18, 8, 112] as const;

/** One line an account, one cell a third of a month; a dot where its owner did something. */
export function drawStrips(strips: readonly Strip[]): string {
  const count = Math.max(0, ...strips.map(({ index }) => index + 1));
  const width = left + (lastStop + 1) * cell + 16;
  const height = top + count * row + 32;
  const text = (x: number, y: number, words: string, size = 11) =>
    `<text x="${x}" y="${y}" font-size="${size}" fill="${ink.text}">${words}</text>`;
  const cells = strips.map(({ index, stop, look, deed }) => {
    const [x, y] = [left + stop * cell, top + index * row];
    const mark =
      deed === null
        ? ""
        : `<circle cx="${x + cell / 2}" cy="${y + 3.5}" r="2" fill="#fff" stroke="#1f2328"/>`;
    return `<rect x="${x}" y="${y}" width="${cell - 1}" height="${row - 1}" fill="${fills[look]}"/>${mark}`;
  });
  const months = Array.from({ length: lastStop / stopsInMonth + 1 }, (_, month) =>
    text(left + month * stopsInMonth * cell, top + count * row + 16, String(month)),
  );
  const legend = stripLooks.map(
    (look, at) =>
      `<rect x="${left + at * legendStep}" y="34" width="12" height="12" fill="${fills[look]}"/>${text(left + at * legendStep + 18, 44, names[look])}`,
  );
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" font-family="system-ui, sans-serif" role="img" aria-label="How each account lived through thirteen months">`,
    inkInTheDark,
    text(left, 18, "Each account, month by month; a dot: its owner did something", 15),
    ...legend,
    ...cells,
    ...months,
    "</svg>",
  ].join("");
}
