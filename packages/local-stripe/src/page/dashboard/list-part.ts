import { type Html, html } from "../html.ts";
import { momentOf } from "./moment-of.ts";
import { dashboardAddress } from "./sections.ts";

export type ListLine = { id: string; created: number; text: string; amount?: string };
type Listed = { title: string; section: string; lines: Iterable<ListLine> };

/** More would be a page to scroll, not to read. */
const most = 50;

/** The latest objects of one kind, each a link to its page. */
export function listPart({ title, section, lines }: Listed): Html {
  const shown: ListLine[] = [];
  let isMore = false;
  for (const line of lines) {
    isMore = shown.length === most;
    if (isMore) break;
    shown.push(line);
  }
  return html`<section><h2>${title}</h2>${shown.length === 0 && html`<p class="quiet">None.</p>`}
<dl>${shown.map((line) => row(section, line))}</dl>${isMore && html`<p class="quiet">The latest ${most}; there are more.</p>`}</section>`;
}

const row = (section: string, { id, created, text, amount }: ListLine) =>
  html`<div><dt><a href="${dashboardAddress(section, id)}">${id}</a> <span class="quiet">${text} · ${momentOf(created)}</span></dt><dd>${amount ?? ""}</dd></div>`;
