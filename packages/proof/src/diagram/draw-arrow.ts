import { escapeXml, fontSize, type Layout, lineHeight, type Row } from "./lay-out.ts";
import { textWidth } from "./text-width.ts";

type Span = { start: number; end: number; left: number; right: number };

/** One arrow with what is said above it; a note is a box on its lanes. */
export function drawArrow(row: Row, span: Span, layout: Layout): string {
  const { arrow } = row;
  const tip = row.isCut ? `<title>${escapeXml(arrow.text)}</title>` : "";
  const isBox = arrow.is === "note" || span.left === span.right;
  return `<g class="seq-${arrow.is}">${tip}${isBox ? drawBox(row, span, layout) : drawLine(row, span, layout)}</g>`;
}

function drawBox(row: Row, { left, right }: Span, { lanes, width }: Layout): string {
  const widest = Math.max(...row.lines.map((line) => textWidth(line, fontSize)));
  const span = (lanes[right]?.x ?? 0) - (lanes[left]?.x ?? 0);
  const size = Math.ceil(Math.max(widest + 24, span + 44));
  const middle = ((lanes[left]?.x ?? 0) + (lanes[right]?.x ?? 0)) / 2;
  const x = Math.min(Math.max(middle - size / 2, 8), width - size - 8);
  const top = row.top + 2;
  return `<rect class="seq-box" x="${x}" y="${top}" width="${size}" height="${row.y - top}" rx="6"/>${label(row, x + size / 2, top + 4)}`;
}

function drawLine(row: Row, { start, end, left, right }: Span, { lanes }: Layout): string {
  const [from, to] = [lanes[start]?.x ?? 0, lanes[end]?.x ?? 0];
  const step = Math.sign(to - from);
  const { y } = row;
  const { is } = row.arrow;
  // A lost one ends where it is still seen that it was going somewhere.
  const stop = is === "lost" ? to - step * Math.min(40, Math.abs(to - from) / 3) : to - step * 2;
  const middle = ((lanes[left]?.x ?? 0) + (lanes[right]?.x ?? 0)) / 2;
  const line = `<line class="seq-line" x1="${from + step * 2}" y1="${y}" x2="${is === "answer" || is === "lost" ? stop : stop - step * 8}" y2="${y}"/>`;
  return `${line}${head(is, { x: stop, y, step })}${label(row, middle, row.top + 1)}`;
}

function head(is: Row["arrow"]["is"], { x, y, step }: { x: number; y: number; step: number }) {
  const back = x - step * 9;
  switch (is) {
    case "call":
    case "bad":
      return `<path class="seq-head" d="M${x} ${y}L${back} ${y - 4.5}V${y + 4.5}Z"/>`;
    case "answer":
      return `<path class="seq-open" d="M${back} ${y - 4.5}L${x} ${y}L${back} ${y + 4.5}"/>`;
    case "lost":
      return `<path class="seq-open" d="M${x - 5} ${y - 5}l10 10m0 -10l-10 10"/>`;
    case "note":
      return "";
  }
}

const label = ({ lines }: Row, x: number, top: number): string =>
  lines
    .map(
      (line, at) =>
        `<text class="seq-text" x="${x}" y="${top + (at + 1) * lineHeight - 3}">${escapeXml(line)}</text>`,
    )
    .join("");
