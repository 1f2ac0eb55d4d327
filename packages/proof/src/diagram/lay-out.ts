import { type Arrow, type Sequence, spanOf } from "./sequence.ts";
import { textWidth } from "./text-width.ts";
import { wrapText } from "./wrap-text.ts";

export type Box = { x: number; y: number; width: number; height: number };
export type Row = {
  arrow: Arrow;
  lines: string[];
  isCut: boolean;
  top: number;
  y: number;
  bottom: number;
};
export type Layout = {
  width: number;
  height: number;
  margin: number;
  title: { lines: string[]; y: number; lineHeight: number };
  lanes: { name: string; x: number; chip: Box }[];
  lifelineTop: number;
  rows: Row[];
};

export const fontSize = 13;
export const lineHeight = 17;
const margin = 20;
const chipHeight = 30;
/** Between two lanes: enough for a few words, and never so much that five lanes do not fit on a screen. */
const [narrowestGap, widestGap] = [112, 220];
const widestNote = 210;
const labelPadding = 22;

const measure = (text: string): number => textWidth(text, fontSize);

/** Where everything stands, in whole pixels. */
export function layOut(sequence: Sequence): Layout {
  const chips = sequence.lanes.map((name) => Math.ceil(textWidth(name, 14)) + 26);
  const gaps = sequence.lanes.slice(1).map((_, at) => {
    const labels = sequence.arrows
      .filter((arrow) => isBetween(sequence, arrow, at))
      .map(({ text }) => Math.ceil(measure(text)) + labelPadding);
    const wanted = Math.min(Math.max(narrowestGap, ...labels), widestGap);
    return Math.max(wanted, Math.ceil(((chips[at] ?? 0) + (chips[at + 1] ?? 0)) / 2) + 14);
  });
  const side = (chip: number) => Math.max(margin + Math.ceil(chip / 2), 64);
  const xs = [side(chips[0] ?? 0)];
  for (const gap of gaps) xs.push((xs.at(-1) ?? 0) + gap);
  const width = Math.max((xs.at(-1) ?? 0) + side(chips.at(-1) ?? 0), 320);

  const titleSize = 16;
  const titleLines = wrapText(sequence.title, {
    width: width - 2 * margin,
    mostLines: 3,
    measure: (text) => textWidth(text, titleSize),
  });
  const chipTop = 14 + titleLines.length * 22 + 10;
  const lifelineTop = chipTop + chipHeight;

  let y = lifelineTop + 12;
  const rows = sequence.arrows.map((arrow): Row => {
    const { left, right } = spanOf(sequence, arrow);
    const room = left === right ? widestNote : (xs[right] ?? 0) - (xs[left] ?? 0) - labelPadding;
    const lines = wrapText(arrow.text, { width: room, mostLines: 4, measure });
    const isBox = arrow.is === "note" || left === right;
    const top = y;
    const at = top + 6 + lines.length * lineHeight + (isBox ? 6 : 5);
    y = at + (isBox ? 8 : 13);
    return { arrow, lines, isCut: lines.at(-1)?.endsWith("…") ?? false, top, y: at, bottom: y };
  });

  return {
    width,
    height: y + 24,
    margin,
    title: { lines: titleLines, y: 32, lineHeight: 22 },
    lanes: sequence.lanes.map((name, at) => {
      const [x, chip] = [xs[at] ?? 0, chips[at] ?? 0];
      return { name, x, chip: { x: x - chip / 2, y: chipTop, width: chip, height: chipHeight } };
    }),
    lifelineTop,
    rows,
  };
}

const isBetween = (sequence: Sequence, arrow: Arrow, gap: number): boolean => {
  const { left, right } = spanOf(sequence, arrow);
  return left === gap && right === gap + 1;
};

export const escapeXml = (text: string): string =>
  text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
