import { liveCustomer } from "../resources/find.ts";
import { change, type World } from "../state/world.ts";
import type { Subscription } from "../wire/stored.ts";
import { openInvoice } from "./invoice.ts";
import { pendingItems } from "./invoice-item.ts";
import { methodOfSubscription } from "./invoice-method.ts";
import { collectInvoice } from "./pay-invoice.ts";

/**
 * Bills what still waits for an invoice of a subscription that has ended. A negative total becomes the
 * customer's balance. Without anything waiting there is no invoice.
 */
export function billWhatWaits(world: World, ended: Subscription): Subscription {
  if (pendingItems(world, ended.id).length === 0) return ended;
  const customer = liveCustomer(world, ended.customer);
  const invoice = openInvoice(world, {
    customer,
    subscription: ended,
    reason: "subscription_update",
    lines: [],
    discounts: [],
  });
  collectInvoice(world, invoice, {
    method: methodOfSubscription(world, ended, customer),
    confirmed: false,
  });
  const current = world.store.subscriptions.get(ended.id) ?? ended;
  return change(world, { kind: "subscriptions" }, { ...current, latest_invoice: invoice.id });
}
