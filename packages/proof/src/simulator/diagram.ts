import type { Line, Party } from "./trace.ts";

const parties: readonly Party[] = ["customer", "A", "B", "database", "Stripe"];
const width = 10;

/** A sequence diagram in text: who spoke to whom, from top to bottom, and what was said beside it. */
export function drawDiagram(lines: readonly Line[]): string {
  const heading = parties.map((party) => party.padEnd(width)).join("");
  return [heading, ...lines.map(drawLine)].map((line) => line.trimEnd()).join("\n");
}

function drawLine({ from, to, text }: Line): string {
  const [start, end] = [parties.indexOf(from), parties.indexOf(to)];
  const [left, right] = start < end ? [start, end] : [end, start];
  const cells = parties.map((_, column) => {
    if (column === left && left !== right)
      return start < end ? `├${"─".repeat(width - 1)}` : `◀${"─".repeat(width - 1)}`;
    if (column > left && column < right) return "─".repeat(width);
    if (column === right) return (left === right ? "●" : start < end ? "▶" : "┤").padEnd(width);
    return "│".padEnd(width);
  });
  return `${cells.join("")}${text}`;
}
