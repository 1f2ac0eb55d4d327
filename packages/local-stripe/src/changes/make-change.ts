import { planAttempt } from "../billing/dunning.ts";
import { openInvoice } from "../billing/invoice.ts";
import { newInvoiceItem } from "../billing/invoice-item.ts";
import { methodOfSubscription } from "../billing/invoice-method.ts";
import { collectInvoice, paymentOf } from "../billing/pay-invoice.ts";
import { setDelinquent } from "../billing/standing.ts";
import { planNext } from "../billing/subscription.ts";
import { liveCustomer } from "../resources/find.ts";
import { add, type World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import type { Invoice, Subscription } from "../wire/stored.ts";
import type { UpdateParams } from "./params.ts";
import { keepPending } from "./pending-update.ts";
import type { Change } from "./plan-change.ts";
import { discountsAt } from "./prorate.ts";

export type PaymentBehavior = NonNullable<UpdateParams["payment_behavior"]>;

/**
 * Makes a planned change: prorations wait as invoice items or are billed now, and the subscription is told
 * of once, with what was different `before`. What becomes of it when the payment fails is `behaviour`:
 * past_due, a pending update, or nothing at all.
 */
export function makeChange(
  world: World,
  before: Subscription,
  { change, behaviour }: { change: Change; behaviour: PaymentBehavior },
): Subscription {
  const { after } = change;
  const items = change.prorations.map((proration) => newInvoiceItem(world, after, proration));
  for (const item of items)
    add(world, { kind: "invoiceitems", event: "invoiceitem.created" }, item);
  if (!change.invoiceNow) return tell(world, before, after);
  world.store.subscriptions.put(after.id, after);
  const waits = behaviour === "pending_if_incomplete";
  const invoice = openInvoice(world, {
    customer: liveCustomer(world, after.customer),
    subscription: after,
    reason: "subscription_update",
    lines: change.period,
    discounts: discountsAt(world, after, world.now()),
    ...(waits ? { items } : {}),
  });
  const paid = pay(world, invoice, { subscription: after, behaviour });
  if (waits && !paid) return keepPending(world, before, { after, invoice });
  const current = world.store.subscriptions.get(after.id) ?? after;
  const status = paid ? (current.status === "past_due" ? "active" : current.status) : "past_due";
  return tell(world, before, { ...current, latest_invoice: invoice.id, status });
}

/** Stores a subscription, tells what became different, and plans what its clock will bring. */
export function tell(world: World, before: Subscription, after: Subscription): Subscription {
  world.store.subscriptions.put(after.id, after);
  if (JSON.stringify(before) !== JSON.stringify(after)) {
    world.emit("customer.subscription.updated", after, before);
  }
  planNext(world, after);
  return after;
}

type Paying = { subscription: Subscription; behaviour: PaymentBehavior };

/** Whether the invoice of a change was paid at once. */
function pay(world: World, invoice: Invoice, { subscription, behaviour }: Paying): boolean {
  const customer = liveCustomer(world, subscription.customer);
  const method = methodOfSubscription(world, subscription, customer);
  const isDue = invoice.amount_due > 0;
  if (isDue && behaviour === "default_incomplete") {
    paymentOf(world, invoice);
    return false;
  }
  if (isDue && method === undefined) {
    throw refusal(
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
      { code: "resource_missing" },
    );
  }
  // A pending update is not dunned: it waits for its time and is forgotten.
  const by = behaviour === "pending_if_incomplete" ? "manual" : "automatic";
  const collected = collectInvoice(world, invoice, { method, confirmed: false, by });
  if (collected.is === "paid") return true;
  if (behaviour !== "error_if_incomplete") {
    if (by === "automatic") planAttempt(world, collected.invoice);
    setDelinquent(world, invoice.customer, true);
    return false;
  }
  if (collected.is === "declined") {
    const { message, code, declineCode } = collected.reason;
    throw refusal(message, { status: 402, type: "card_error", code, declineCode });
  }
  throw refusal(
    "Payment for this subscription requires additional user action before it can be completed successfully. Payment can be completed using the PaymentIntent associated with `subscription.latest_invoice`. For more information see: https://stripe.com/docs/billing/subscriptions/overview#requires-action",
    { status: 402, type: "card_error", code: "subscription_payment_intent_requires_action" },
  );
}
