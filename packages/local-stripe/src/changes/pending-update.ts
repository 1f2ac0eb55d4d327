import { planNext } from "../billing/subscription.ts";
import type { World } from "../state/world.ts";
import type { Invoice, Subscription } from "../wire/stored.ts";
import { planExpiry } from "./drop-pending.ts";

/** Stripe waits as long for the payment of a pending update, at most. */
const patienceSeconds = 23 * 60 * 60;

type Waiting = { after: Subscription; invoice: Invoice };

/**
 * The payment of a change failed and the change waits for it: the subscription stays what it was, and
 * `pending_update` says what it becomes once the invoice is paid.
 */
export function keepPending(
  world: World,
  before: Subscription,
  { after, invoice }: Waiting,
): Subscription {
  const now = world.now();
  const ends = before.items.data.map((item) => item.current_period_end);
  const moments = [now + patienceSeconds, ...ends, ...(before.trial_end ? [before.trial_end] : [])];
  const expiresAt = Math.min(...moments.filter((moment) => moment > now));
  const differs = <T>(is: T, was: T): T | null => (is === was ? null : is);
  const known = JSON.stringify(before.metadata) === JSON.stringify(after.metadata);
  const held: Subscription = {
    ...before,
    latest_invoice: invoice.id,
    pending_update: {
      billing_cycle_anchor: differs(after.billing_cycle_anchor, before.billing_cycle_anchor),
      cancel_at_period_end: null,
      discount: null,
      discounts: null,
      expires_at: expiresAt,
      metadata: known ? null : after.metadata,
      subscription_items: after.items.data,
      trial_end: differs(after.trial_end, before.trial_end),
      trial_from_plan: null,
    },
  };
  world.store.subscriptions.put(held.id, held);
  const waiting = { subscription: held.id, invoice: invoice.id, expiresAt };
  world.store.pending_updates.put(held.id, waiting);
  world.emit("customer.subscription.updated", held, before);
  planExpiry(world, waiting);
  return held;
}

/** The invoice that a pending update waited for may be paid now: then it takes effect. */
export function applyPending(world: World, id: string): void {
  const waiting = world.store.pending_updates.get(id);
  const before = world.store.subscriptions.get(id);
  const pending = before?.pending_update;
  if (waiting === undefined || before === undefined || !pending) return;
  if (world.store.invoices.get(waiting.invoice)?.status !== "paid") return;
  const endsTrial = before.status === "trialing" && pending.trial_end !== null;
  const after: Subscription = {
    ...before,
    billing_cycle_anchor: pending.billing_cycle_anchor ?? before.billing_cycle_anchor,
    items: { ...before.items, data: pending.subscription_items ?? before.items.data },
    metadata: { ...before.metadata, ...pending.metadata },
    pending_update: null,
    trial_end: pending.trial_end ?? before.trial_end,
    ...(endsTrial ? { status: "active" as const } : {}),
  };
  world.store.pending_updates.drop(id);
  world.store.subscriptions.put(id, after);
  world.emit("customer.subscription.pending_update_applied", after, before);
  world.emit("customer.subscription.updated", after, before);
  planNext(world, after);
}
