import { change, type World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import type { Customer, Subscription } from "../wire/stored.ts";
import { runningDiscounts } from "./discount.ts";
import { openInvoice } from "./invoice.ts";
import { periodLines } from "./invoice-lines.ts";
import { methodOfInvoice } from "./invoice-method.ts";
import { collectInvoice } from "./pay-invoice.ts";
import { nextPeriodEnd } from "./period.ts";
import { recover } from "./standing.ts";
import { planNext } from "./subscription.ts";

/**
 * Begins a new period of a paused subscription now, with an invoice for it. The subscription stays paused
 * until that is paid; `payNow` tries at once. Unlike Stripe, an unpaid resumption is never voided.
 */
export function resumeSubscription(
  world: World,
  subscription: Subscription,
  { customer, payNow }: { customer: Customer; payNow: boolean },
): Subscription {
  if (subscription.status !== "paused") {
    throw refusal("Only paused subscriptions can be resumed.");
  }
  const now = world.now();
  const items = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: now,
    current_period_end: nextPeriodEnd(
      now,
      item.price.recurring ?? { interval: "month", interval_count: 1 },
      now,
    ),
  }));
  const begun: Subscription = {
    ...subscription,
    billing_cycle_anchor: now,
    items: { ...subscription.items, data: items },
  };
  const invoice = openInvoice(world, {
    customer,
    subscription: begun,
    reason: "subscription_update",
    lines: items.flatMap((item) =>
      periodLines(
        world,
        { items: { ...begun.items, data: [item] } },
        { trial: false, start: now, end: item.current_period_end },
      ),
    ),
    discounts: runningDiscounts(world, subscription.discounts),
    periodStart: now,
  });
  // Making the invoice may have used up a discount.
  const { discounts } = world.store.subscriptions.get(subscription.id) ?? subscription;
  change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...begun, discounts, latest_invoice: invoice.id },
  );
  if (payNow || invoice.amount_due === 0) {
    const method = methodOfInvoice(world, invoice);
    const collected = collectInvoice(world, invoice, { method, confirmed: false });
    if (collected.is === "paid") recover(world, collected.invoice);
  }
  const after = world.store.subscriptions.get(subscription.id) ?? begun;
  planNext(world, after);
  return after;
}
