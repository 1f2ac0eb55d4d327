import type { Event, WebhookEndpoint } from "../wire/stored.ts";

/**
 * Whether an endpoint gets thin events. Stripe makes such endpoints by `POST /v2/core/event_destinations` with
 * `event_payload: "thin"`; here an ordinary one says so in its metadata.
 */
export const isThin = ({ metadata }: Pick<WebhookEndpoint, "metadata">): boolean =>
  metadata["event_payload"] === "thin";

/** The thin event that tells of the same: names the object and says nothing about it. Shaped like stripe-node's `EventNotification`. */
export function thinEvent({ id, type, created, livemode, data }: Event): object {
  return {
    id: id.replace("evt_", "evt_thin_"),
    object: "v2.core.event",
    type: `v1.${type}`,
    created: new Date(created * 1_000).toISOString(),
    livemode,
    snapshot_event: id,
    related_object: relatedTo(data.object),
  };
}

function relatedTo({ id, object }: { id?: unknown; object?: unknown }) {
  if (typeof id !== "string" || typeof object !== "string") return null;
  return { id, type: object, url: `/v1/${object.replaceAll(".", "/")}s/${id}` };
}
