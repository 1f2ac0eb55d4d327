import type { SeenRequest } from "../../http/requests.ts";
import type { World } from "../../state/world.ts";
import { html, page } from "../html.ts";
import { eventLines } from "./customer-lists.ts";
import { jsonPart } from "./json-part.ts";
import { listPart } from "./list-part.ts";

/**
 * A request, and what happened because of it. A restart forgets requests, the events stay; `undefined`: nothing is known
 * of it.
 */
export function requestPage(
  { store }: World,
  { id, seen }: { id: string; seen: SeenRequest | undefined },
): string | undefined {
  const events = [...eventLines(store.events.newestFirst(), ({ request }) => request?.id === id)];
  if (seen === undefined && events.length === 0) return undefined;
  const title = `request ${id}`;
  const body = html`<main class="wide">
<p class="quiet">The local Stripe stands in for Stripe’s servers</p>
<h1>${title}</h1>
${listPart({ title: "Events", section: "events", lines: events })}
<section><h2>The request</h2>
${seen === undefined ? html`<p class="quiet">It was made before the local Stripe was started.</p>` : jsonPart(store, seen)}</section>
</main>`;
  return page({ title, body });
}
