import type { KindName } from "../state/kinds.ts";
import type { World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import type { FormMap } from "../wire/form.ts";
import type { Subscription } from "../wire/stored.ts";

/** The test clock that a customer lives on; `undefined`: everybody's time. */
export function clockOf(world: World, customer: string | null | undefined): string | undefined {
  const owner = world.store.customers.get(customer ?? "");
  const clock = owner !== undefined && "test_clock" in owner ? (owner.test_clock ?? "") : "";
  return world.store.test_clocks.get(clock)?.id;
}

/** Objects that say whose they are. */
const owned = [
  "subscriptions",
  "subscription_schedules",
  "invoices",
  "invoiceitems",
  "checkout_sessions",
  "payment_methods",
  "payment_intents",
  "setup_intents",
  "charges",
  "billing_portal_sessions",
] as const satisfies KindName[];

/**
 * The test clock that a request is about: that of the first object it names which has one. Whatever the
 * request makes then bears that clock's time.
 */
export function clockNamed(
  world: World,
  { form, ids }: { form: FormMap; ids: Record<string, string> },
): string | undefined {
  const named = [...Object.values(ids), ...form.values()].filter(
    (value) => typeof value === "string",
  );
  for (const id of named) {
    if (world.store.test_clocks.get(id) !== undefined) return id;
    const clock = clockOf(world, id) ?? clockOf(world, ownerOf(world, id));
    if (clock !== undefined) return clock;
  }
  return undefined;
}

function ownerOf(world: World, id: string): string | null | undefined {
  for (const kind of owned) {
    const found = world.store[kind].get(id);
    if (found !== undefined) return found.customer;
  }
  return undefined;
}

/** Stripe's limit for each customer on a test clock. */
const mostSubscriptions = 3;

/** Refuses one subscription more than Stripe lets a customer on a test clock have. */
export function checkRoomOnClock(
  world: World,
  { customer, test_clock: clock }: Subscription,
): void {
  if (clock === null) return;
  const scope = { index: "customer", key: customer };
  const live = [...world.store.subscriptions.newestFirst(scope)].filter(
    ([, { ended_at: endedAt }]) => endedAt === null,
  );
  if (live.length < mostSubscriptions) return;
  throw refusal(
    `A customer on a test clock cannot have more than ${mostSubscriptions} subscriptions.`,
    { param: "customer" },
  );
}
