import { isEnded } from "../billing/subscription.ts";
import { openPeak } from "../checkout/open-peak.ts";
import type { KindName } from "../state/kinds.ts";
import type { World } from "../state/world.ts";
import { isDeleted } from "../wire/stored.ts";

const shown: KindName[] = [
  "customers",
  "products",
  "prices",
  "coupons",
  "promotion_codes",
  "checkout_sessions",
  "subscriptions",
  "invoices",
  "invoiceitems",
  "payment_methods",
  "payment_intents",
  "setup_intents",
  "charges",
  "refunds",
  "billing_portal_sessions",
  "test_clocks",
  "webhook_endpoints",
  "events",
  "deliveries",
];

/** What exists: counts and ids (oldest first) per resource, deleted objects left out, and the clock. */
export function describeState(world: World) {
  const counted = shown.map((kind) => {
    const ids = [...world.store[kind].oldestFirst()]
      .filter(([, value]) => !isDeleted(value))
      .map(([id]) => id);
    return [kind, { count: ids.length, ids }] as const;
  });
  const sessions = [...world.store.checkout_sessions.values()];
  const subscriptions = [...world.store.subscriptions.values()];
  return {
    ...Object.fromEntries(counted),
    open_checkout_sessions: idsOf(sessions.filter(({ status }) => status === "open")),
    complete_checkout_sessions: idsOf(sessions.filter(({ status }) => status === "complete")),
    most_open_sessions_of_a_customer: openPeak(world),
    live_subscriptions: idsOf(
      subscriptions.filter(
        (subscription) => !isEnded(subscription) && subscription.status !== "incomplete",
      ),
    ),
    clock: { now: world.now(), nowMs: world.nowMs() },
  };
}

function idsOf(objects: { id: string }[]) {
  const ids = objects.map(({ id }) => id);
  return { count: ids.length, ids };
}
