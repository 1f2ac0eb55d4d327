import { makeVoid } from "../billing/void-invoice.ts";
import type { PendingUpdate } from "../state/records.ts";
import type { World } from "../state/world.ts";
import type { Subscription } from "../wire/stored.ts";

/** A pending update that is no longer wanted, or out of time: its invoice is void, the subscription stays. */
export function dropPending(world: World, id: string): void {
  const waiting = world.store.pending_updates.get(id);
  const before = world.store.subscriptions.get(id);
  world.store.pending_updates.drop(id);
  const invoice = world.store.invoices.get(waiting?.invoice ?? "");
  if (invoice?.status === "open") makeVoid(world, invoice);
  if (before === undefined || before.pending_update === null) return;
  const after: Subscription = { ...before, pending_update: null };
  world.store.subscriptions.put(id, after);
  world.emit("customer.subscription.pending_update_expired", after, before);
  world.emit("customer.subscription.updated", after, before);
}

/** Pending updates expire by themselves, also after a restart. */
export function expirePendingOnTime(world: World): void {
  world.onDue("pending_update", (id) => {
    const expiry = world.store.pending_updates.get(id)?.expiresAt;
    if (expiry !== undefined && expiry <= world.now()) dropPending(world, id);
  });
  for (const pending of world.store.pending_updates.values()) planExpiry(world, pending);
}

/** Plans it on the subscription's own clock. */
export function planExpiry(world: World, { subscription, expiresAt }: PendingUpdate): void {
  const clock = world.store.subscriptions.get(subscription)?.test_clock ?? undefined;
  world.on(clock, () => world.plan("pending_update", subscription, expiresAt * 1000));
}
