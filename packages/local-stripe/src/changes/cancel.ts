import { billWhatWaits } from "../billing/final-invoice.ts";
import { newInvoiceItem, pendingItems } from "../billing/invoice-item.ts";
import { endSubscription } from "../billing/subscription.ts";
import { add, type World } from "../state/world.ts";
import type { Subscription } from "../wire/stored.ts";
import { dropPending } from "./drop-pending.ts";
import { creditsFor } from "./prorate.ts";

type Ending = { invoiceNow: boolean; prorate: boolean };

/**
 * Ends a subscription now. `prorate` gives back the time that is left of what was charged, `invoiceNow`
 * bills that and whatever else waits; with neither, prorations that wait are given up.
 */
export function cancelSubscription(
  world: World,
  known: Subscription,
  { invoiceNow, prorate }: Ending,
): Subscription {
  if (known.pending_update !== null) dropPending(world, known.id);
  const before = { ...known, pending_update: null };
  const isRunning = before.status === "active" || before.status === "past_due";
  const ended = endSubscription(world, before, {
    status: "canceled",
    reason: "cancellation_requested",
  });
  const now = world.now();
  const credits =
    prorate && isRunning ? before.items.data.flatMap((item) => creditsFor(world, item, now)) : [];
  for (const credit of credits) {
    const item = newInvoiceItem(world, before, credit);
    add(world, { kind: "invoiceitems", event: "invoiceitem.created" }, item);
  }
  if (invoiceNow) return billWhatWaits(world, ended);
  if (!prorate) giveUpProrations(world, ended.id);
  return ended;
}

function giveUpProrations(world: World, subscription: string): void {
  for (const item of pendingItems(world, subscription)) {
    if (!item.proration) continue;
    world.store.invoiceitems.drop(item.id);
    world.emit("invoiceitem.deleted", item);
  }
}
