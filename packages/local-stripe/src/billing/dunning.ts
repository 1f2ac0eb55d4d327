import { change, type World } from "../state/world.ts";
import type { Invoice, PaymentMethod, Subscription } from "../wire/stored.ts";
import { attempted } from "./attempted.ts";
import { billingSettings } from "./billing-settings.ts";
import { finalizeInvoice } from "./finalize-invoice.ts";
import { methodOfInvoice } from "./invoice-method.ts";
import { collectInvoice, paymentOf } from "./pay-invoice.ts";
import { markUncollectible } from "./settle-invoice.ts";
import { decisive, recover, setDelinquent } from "./standing.ts";
import { endSubscription, isEnded } from "./subscription.ts";

/** Invoices move on by themselves: drafts are finalized, and open ones tried again. */
export function collectOnTime(world: World): void {
  world.onDue("invoice", (id) => {
    const invoice = world.store.invoices.get(id);
    const dueAt = invoice?.next_payment_attempt ?? null;
    if (invoice === undefined || dueAt === null || dueAt > world.now()) return;
    if (!invoice.auto_advance) return;
    if (invoice.status === "draft") finalizeAndCollect(world, invoice);
    if (invoice.status === "open") collectAutomatically(world, invoice);
  });
  for (const invoice of world.store.invoices.values()) planAttempt(world, invoice);
}

/** Plans, on its own clock, when a draft is finalized or an open invoice tried. */
export function planAttempt(world: World, invoice: Invoice): void {
  const { id, next_payment_attempt: dueAt, test_clock: clock } = invoice;
  if (dueAt === null) return;
  world.on(clock ?? undefined, () => world.plan("invoice", id, dueAt * 1000));
}

/** What Stripe does with a renewal's draft when its hour is over. */
export function finalizeAndCollect(world: World, draft: Invoice): void {
  const open = finalizeInvoice(world, { ...draft, next_payment_attempt: null });
  collectAutomatically(world, open);
}

function collectAutomatically(world: World, invoice: Invoice): void {
  const customer = world.store.customers.get(invoice.customer ?? "");
  if (customer === undefined || "deleted" in customer) return;
  const method = methodOfInvoice(world, invoice);
  if (
    invoice.amount_remaining > 0 &&
    (method === undefined || isHopeless(world, invoice, method))
  ) {
    fallBehind(world, skip(world, invoice));
    return;
  }
  const collected = collectInvoice(world, invoice, { method, confirmed: false, by: "automatic" });
  if (collected.is === "paid") recover(world, collected.invoice);
  else fallBehind(world, collected.invoice);
}

/** Declines after which Stripe does not try the same card again, from its list of non-retryable codes. */
const hopeless = [
  "authentication_required",
  "highest_risk_level",
  "incorrect_number",
  "lost_card",
  "pickup_card",
  "revocation_of_all_authorizations",
  "revocation_of_authorization",
  "stolen_card",
  "transaction_not_allowed",
];

function isHopeless(world: World, invoice: Invoice, method: PaymentMethod): boolean {
  if (invoice.attempt_count === 0) return false;
  const { intent } = paymentOf(world, invoice);
  if (intent.status === "requires_action") return intent.payment_method === method.id;
  const charge = world.store.charges.get(intent.latest_charge ?? "");
  return charge?.payment_method === method.id && hopeless.includes(charge.outcome?.reason ?? "");
}

/** A retry without a card that could succeed is counted, but not made. */
function skip(world: World, invoice: Invoice): Invoice {
  const first = invoice.attempt_count === 0;
  if (first) paymentOf(world, invoice);
  const current = world.store.invoices.get(invoice.id) ?? invoice;
  const event = first ? "invoice.payment_failed" : "invoice.updated";
  return change(world, { kind: "invoices", event }, attempted(world, current, "automatic"));
}

function fallBehind(world: World, invoice: Invoice): void {
  planAttempt(world, invoice);
  setDelinquent(world, invoice.customer, true);
  const subscription = world.store.subscriptions.get(
    invoice.parent?.subscription_details?.subscription ?? "",
  );
  if (subscription === undefined || isEnded(subscription)) return;
  // An older invoice says nothing about a subscription whose later one has been paid.
  const isOld = decisive(world, subscription)?.id !== invoice.id;
  if (isOld && subscription.status === "active") return;
  if (invoice.next_payment_attempt !== null) {
    setStatus(world, subscription, "past_due");
    return;
  }
  giveUp(world, subscription, invoice);
}

function giveUp(world: World, subscription: Subscription, invoice: Invoice): void {
  const { afterLastRetry, invoiceAfterLastRetry } = billingSettings(world);
  if (invoiceAfterLastRetry === "uncollectible") {
    markUncollectible(world, invoice, "max_payment_attempts");
  }
  switch (afterLastRetry) {
    case "cancel":
      endSubscription(world, subscription, { status: "canceled", reason: "payment_failed" });
      return;
    case "unpaid":
    case "past_due":
      setStatus(world, subscription, afterLastRetry);
      return;
  }
}

function setStatus(world: World, subscription: Subscription, status: "past_due" | "unpaid"): void {
  if (subscription.status === status || subscription.status === "unpaid") return;
  change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...subscription, status },
  );
}
