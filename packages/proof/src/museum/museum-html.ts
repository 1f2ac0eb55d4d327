import { escapeXml } from "../diagram/lay-out.ts";
import { sequenceSvg } from "../diagram/sequence-svg.ts";
import { museumStyle } from "./museum-style.ts";
import type { Visit } from "./visit-museum.ts";

/** The whole museum as one page that needs nothing else: both runs of every exhibit side by side. */
export const museumHtml = (visits: readonly Visit[]): string =>
  [
    `<!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">`,
    `<title>Museum</title><style>${museumStyle}</style></head><body><main><h1>Museum</h1>`,
    `<p>${visits.length} usual ways to sell a subscription: each with the smallest schedule that breaks it, and Idem on the same schedule.</p>`,
    `<ol class="way">${visits.map(entry).join("")}</ol>`,
    ...visits.map(room),
    "</main></body></html>",
    "",
  ].join("\n");

const entry = ({ exhibit: { slug, name, guarantees }, usual }: Visit): string =>
  `<li><a href="#${slug}">${escapeXml(name)}</a> <small>${guarantees.join(", ")}</small>${usual.isBroken ? "" : " <strong>not broken</strong>"}</li>`;

const room = ({ exhibit, code, schedule, usual, idem }: Visit): string => `
<section id="${exhibit.slug}">
<h2>${escapeXml(exhibit.name)} <small>${exhibit.guarantees.join(", ")}</small></h2>
<p>${prose(exhibit.what)}</p>
<dl><dt>Where</dt><dd>${prose(exhibit.where)}</dd><dt>Why it looks right</dt><dd>${prose(exhibit.why)}</dd><dt>Schedule</dt><dd>${prose(schedule)}</dd></dl>
<pre tabindex="0" role="group" aria-label="its code"><code>${escapeXml(code)}</code></pre>
<div class="pair">
<figure><figcaption class="bad">${escapeXml(usual.says)}</figcaption><div class="drawing" tabindex="0" role="group" aria-label="its run">${sequenceSvg(usual.story)}</div></figure>
<figure><figcaption class="${idem.isWhole ? "good" : "bad"}">Idem, same schedule: ${escapeXml(idem.says)}</figcaption><div class="drawing" tabindex="0" role="group" aria-label="Idem’s run">${sequenceSvg(idem.story)}</div></figure>
</div>
</section>`;

const prose = (text: string): string => escapeXml(text).replaceAll(/`([^`]+)`/g, "<code>$1</code>");
