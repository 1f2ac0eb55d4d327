import { change, type World } from "../state/world.ts";
import type { Customer, PaymentMethod, Subscription } from "../wire/stored.ts";
import { runningDiscounts } from "./discount.ts";
import { openInvoice } from "./invoice.ts";
import { periodLines } from "./invoice-lines.ts";
import { collectInvoice } from "./pay-invoice.ts";
import { nextPeriodEnd } from "./period.ts";
import { endSubscription, incompleteSeconds, isEnded, planNext } from "./subscription.ts";

/** Subscriptions live on by themselves: trials end, periods renew, planned and incomplete ones end. */
export function renewOnTime(world: World): void {
  world.onDue("subscription", (id) => {
    const subscription = world.store.subscriptions.get(id);
    if (subscription === undefined || isEnded(subscription)) return;
    const after = step(world, subscription);
    planNext(world, after);
  });
  for (const subscription of world.store.subscriptions.values()) planNext(world, subscription);
}

function step(world: World, subscription: Subscription): Subscription {
  const now = world.now();
  if (subscription.status === "incomplete") {
    if (now < subscription.created + incompleteSeconds) return subscription;
    return endSubscription(world, subscription, { status: "incomplete_expired", reason: null });
  }
  const { cancel_at: cancelAt } = subscription;
  if (cancelAt !== null && cancelAt <= now) {
    return endSubscription(world, subscription, { status: "canceled", reason: null });
  }
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  return end <= now ? renew(world, subscription) : subscription;
}

function renew(world: World, subscription: Subscription): Subscription {
  const items = subscription.items.data.map((item) => ({
    ...item,
    current_period_start: item.current_period_end,
    current_period_end: nextPeriodEnd(
      subscription.billing_cycle_anchor,
      item.price.recurring ?? { interval: "month", interval_count: 1 },
      item.current_period_end,
    ),
  }));
  const [first] = items;
  const customer = world.store.customers.get(subscription.customer);
  if (first === undefined || customer === undefined || !("email" in customer)) {
    return endSubscription(world, subscription, { status: "canceled", reason: null });
  }
  const method = methodOf(world, subscription, customer);
  const trialEnds = subscription.status === "trialing";
  if (
    trialEnds &&
    method === undefined &&
    subscription.trial_settings?.end_behavior.missing_payment_method === "cancel"
  ) {
    return endSubscription(world, subscription, { status: "canceled", reason: null });
  }
  const renewed: Subscription = { ...subscription, items: { ...subscription.items, data: items } };
  world.store.subscriptions.put(renewed.id, renewed);
  const invoice = openInvoice(world, {
    customer,
    subscription: renewed,
    reason: "subscription_cycle",
    lines: periodLines(world, renewed, {
      trial: false,
      start: first.current_period_start,
      end: first.current_period_end,
    }),
    discounts: runningDiscounts(world, renewed.discounts),
  });
  const collected = collectInvoice(world, invoice, { method, confirmed: false });
  const status = collected.is === "paid" ? "active" : "past_due";
  const current = world.store.subscriptions.get(renewed.id) ?? renewed;
  world.store.subscriptions.put(renewed.id, subscription);
  return change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...current, latest_invoice: invoice.id, status },
  );
}

function methodOf(
  world: World,
  subscription: Subscription,
  customer: Customer,
): PaymentMethod | undefined {
  const id =
    subscription.default_payment_method ?? customer.invoice_settings.default_payment_method;
  return id === null ? undefined : world.store.payment_methods.get(id);
}
