import { get, type Route } from "../http/route.ts";
import type { World } from "../state/world.ts";
import { matchesEvent } from "../webhooks/matching.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { bool, fields, listOf, optional, text } from "../wire/read.ts";
import type { Event } from "../wire/stored.ts";
import { find } from "./find.ts";

const listParams = fields({
  ...pageFields,
  created: optional(range),
  delivery_success: optional(bool),
  type: optional(text),
  types: optional(listOf(text)),
});

/** `pending_webhooks` counts what is still to be delivered now. */
export function currentEvent(world: World, event: Event): Event {
  const left = [...world.store.deliveries.newestFirst({ index: "event", key: event.id })].length;
  return { ...event, pending_webhooks: left };
}

export const eventRoutes: Route[] = [
  get("/v1/events", listParams, ({ world, params }) => {
    const { type, types, delivery_success: delivered } = params;
    const exact = type !== undefined && !type.includes("*");
    const page = listPage(world.store.events, params, {
      url: "/v1/events",
      what: "event",
      scope: exact ? { index: "type", key: type } : {},
      where: (event) =>
        (type === undefined || exact || event.type.startsWith(type.replace("*", ""))) &&
        (types === undefined || matchesEvent(types, event.type)) &&
        (delivered === undefined ||
          (currentEvent(world, event).pending_webhooks === 0) === delivered) &&
        (params.created?.(event.created) ?? true),
    });
    return { ...page, data: page.data.map((event) => currentEvent(world, event)) };
  }),
  get("/v1/events/:id", fields({}), ({ world, id }) =>
    currentEvent(world, find(world, "events", { id })),
  ),
];
