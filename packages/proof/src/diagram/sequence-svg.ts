import { drawArrow } from "./draw-arrow.ts";
import { type Box, escapeXml, type Layout, layOut } from "./lay-out.ts";
import { type Sequence, spanOf } from "./sequence.ts";
import { sequenceStyle } from "./sequence-style.ts";

/**
 * A sequence diagram as an SVG document, readable in light and dark and by screen readers. The same sequence gives the
 * same bytes. Ids are made of the title, so pictures of different titles may stand in one page.
 */
export function sequenceSvg(sequence: Sequence): string {
  const layout = layOut(sequence);
  const { width, height, lanes, rows, lifelineTop } = layout;
  const id = `seq-${sequence.title.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-")}`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" class="seq" role="img" aria-labelledby="${id}-title ${id}-desc" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}">`,
    `<title id="${id}-title">${escapeXml(sequence.title)}</title>`,
    `<desc id="${id}-desc">${escapeXml(describe(sequence))}</desc>`,
    `<style>${sequenceStyle}</style>`,
    `<rect class="seq-page" x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10"/>`,
    ...heading(layout),
    ...rows.flatMap(({ arrow, top, bottom }) =>
      arrow.is === "bad"
        ? [
            `<rect class="seq-band" x="1" y="${top}" width="${width - 2}" height="${bottom - top}"/>`,
          ]
        : [],
    ),
    ...lanes.map(
      ({ x }) =>
        `<line class="seq-life" x1="${x}" y1="${lifelineTop}" x2="${x}" y2="${height - 16}"/>`,
    ),
    ...lanes.map(({ name, chip }) => drawLane(name, chip)),
    ...rows.map((row) => drawArrow(row, spanOf(sequence, row.arrow), layout)),
    "</svg>",
    "",
  ].join("\n");
}

const heading = ({ title, margin }: Layout): string[] =>
  title.lines.map(
    (line, at) =>
      `<text class="seq-title" x="${margin}" y="${title.y + at * title.lineHeight}">${escapeXml(line)}</text>`,
  );

const drawLane = (name: string, { x, y, width, height }: Box): string =>
  `<rect class="seq-chip" x="${x}" y="${y}" width="${width}" height="${height}" rx="6"/><text class="seq-lane" x="${x + width / 2}" y="${y + height / 2 + 4.5}">${escapeXml(name)}</text>`;

const verbs = {
  call: "to",
  answer: "answers",
  lost: "to (lost)",
  note: "beside",
  bad: "to (here it breaks)",
} as const;

const describe = ({ arrows }: Sequence): string =>
  arrows
    .map(({ from, to, text, is }) =>
      from === to ? `${from}: ${text}.` : `${from} ${verbs[is]} ${to}: ${text}.`,
    )
    .join(" ");
