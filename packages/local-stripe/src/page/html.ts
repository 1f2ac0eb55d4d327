/** Markup that may go into a page as it is. */
export type Html = { readonly html: string };

const escapes: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};
const escaped = (text: string) => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign);

type Part = Html | string | number | false | undefined | Part[];

/** A template whose text is escaped; only other templates pass as markup. */
export function html(strings: TemplateStringsArray, ...parts: Part[]): Html {
  let result = strings[0] ?? "";
  for (const [at, part] of parts.entries()) result += show(part) + (strings[at + 1] ?? "");
  return { html: result };
}

function show(part: Part): string {
  if (part === false || part === undefined) return "";
  if (Array.isArray(part)) return part.map(show).join("");
  return typeof part === "object" ? part.html : escaped(String(part));
}

type Frame = { title: string; body: Html; embedded?: boolean };

/** A whole page for people. */
export function page({ title, body, embedded = false }: Frame): string {
  return html`<!doctype html>
<html lang="en"${embedded && html` class="embedded"`}>
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<meta name="color-scheme" content="light dark">
<title>${title}</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/_page/page.css">
</head>
<body>${body}</body>
</html>
`.html;
}
