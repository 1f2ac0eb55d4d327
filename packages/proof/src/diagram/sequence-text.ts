import { type Arrow, type Sequence, spanOf } from "./sequence.ts";
import { wrapText } from "./wrap-text.ts";

/** What is said stands to the right of the lanes, in lines of so many letters. */
const textWidth = 64;
const narrowestLane = 10;

/** A sequence diagram in box-drawing characters: one line an arrow, and what is said to its right. */
export function sequenceText(sequence: Sequence): string {
  const { title, lanes, arrows } = sequence;
  const lane = Math.max(narrowestLane, ...lanes.map((name) => name.length + 2));
  const idle = lanes.map(() => "│".padEnd(lane)).join("");
  const drawn = arrows.flatMap((arrow) => {
    const [first = "", ...rest] = wrapText(said(arrow), {
      width: textWidth,
      mostLines: 6,
      measure: (text) => text.length,
    });
    return [`${drawArrow(sequence, arrow, lane)}${first}`, ...rest.map((more) => `${idle}${more}`)];
  });
  return [title, "", lanes.map((name) => name.padEnd(lane)).join(""), ...drawn]
    .map((line) => line.trimEnd())
    .join("\n");
}

const said = ({ is, text }: Arrow): string => (is === "bad" ? `✗✗ ${text}` : text);

/** Tail, line, head: dashed for an answer, double for the moment it breaks. */
const strokes = {
  call: "─",
  lost: "─",
  answer: "╌",
  note: "┈",
  bad: "═",
} satisfies Record<Arrow["is"], string>;

function drawArrow(sequence: Sequence, arrow: Arrow, lane: number): string {
  const { start, end, left, right } = spanOf(sequence, arrow);
  const row = [...sequence.lanes.map(() => "│".padEnd(lane)).join("")];
  const [from, to] = [left * lane, right * lane];
  if (left === right) row[from] = arrow.is === "note" ? "○" : arrow.is === "bad" ? "◆" : "●";
  for (let at = from + 1; at < to; at++) if (row[at] !== "│") row[at] = strokes[arrow.is];
  if (left === right || arrow.is === "note") return row.join("");
  row[from] = start < end ? "├" : "│";
  row[to] = start < end ? "│" : "┤";
  if (arrow.is === "lost") loseOnTheWay(row, { start: start * lane, end: end * lane });
  else row[start < end ? to - 1 : from + 1] = start < end ? "▶" : "◀";
  return row.join("");
}

/** A lost one gets half a lane short of where it was going. */
function loseOnTheWay(row: string[], { start, end }: { start: number; end: number }): void {
  const step = Math.sign(end - start);
  const stop = end - step * 4;
  row[stop] = "✗";
  for (let at = stop + step; at !== end; at += step) row[at] = " ";
}
