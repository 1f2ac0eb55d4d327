import type { Letter } from "./letter.ts";

/** The letter for those who read text, and for those who cannot load anything. */
export function textOf({ paragraphs, facts = [], action }: Letter): string {
  const figures = facts.map(([name, value]) => `${name}: ${value}`).join("\n");
  const link = action ? `${action.label}:\n${action.url}` : "";
  return [...paragraphs, figures, link]
    .filter((part) => part !== "")
    .join("\n\n")
    .concat("\n");
}

/**
 * The letter as markup that mail programs of twenty years show alike: one column, inline styles, no image, nothing that
 * has to be loaded, so nothing that tells us who has read it. Colours are the reader's own, in light and dark.
 */
export function htmlOf({ subject, paragraphs, facts = [], action }: Letter): string {
  const body = [
    `<h1 style="font-size:20px;line-height:1.3;margin:0 0 16px">${escaped(subject)}</h1>`,
    ...paragraphs.map((text) => `<p style="margin:0 0 16px">${escaped(text)}</p>`),
    facts.length === 0 ? "" : table(facts),
    action ? link(action) : "",
  ];
  return [
    '<!doctype html><html lang="en"><head><meta charset="utf-8">',
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    '<meta name="color-scheme" content="light dark">',
    `<title>${escaped(subject)}</title></head>`,
    '<body style="margin:0;padding:24px;font:16px/1.5 system-ui,sans-serif">',
    '<div style="max-width:34em;margin:0 auto">',
    ...body,
    "</div></body></html>\n",
  ]
    .filter((part) => part !== "")
    .join("\n");
}

function table(facts: NonNullable<Letter["facts"]>): string {
  const cell = "padding:6px 16px 6px 0;text-align:left;vertical-align:top";
  const rows = facts.map(
    ([name, value]) =>
      `<tr><th scope="row" style="${cell};font-weight:normal">${escaped(name)}</th>` +
      `<td style="${cell};font-variant-numeric:tabular-nums"><strong>${escaped(value)}</strong></td></tr>`,
  );
  return `<table style="border-collapse:collapse;margin:0 0 16px">${rows.join("")}</table>`;
}

const link = ({ label, url }: NonNullable<Letter["action"]>): string =>
  `<p style="margin:0 0 16px"><a href="${escaped(url)}">${escaped(label)}</a></p>`;

const signs: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Plan names and addresses come from people. */
const escaped = (text: string): string =>
  text.replaceAll(/[&<>"']/g, (sign) => signs[sign] ?? sign);
