import { change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Invoice, InvoicePayment, PaymentIntent, PaymentMethod } from "../wire/stored.ts";
import { type Attempt, attempted } from "./attempted.ts";
import { behaviourOf } from "./behaviour-of.ts";
import { askForAction, collect, type Decline, decline } from "./charge.ts";
import { newIntent } from "./payment-intent.ts";
import { setDelinquent } from "./standing.ts";

export type Collected =
  | { is: "paid"; invoice: Invoice; intent: PaymentIntent | null }
  | { is: "declined"; invoice: Invoice; intent: PaymentIntent; reason: Decline }
  | { is: "requires_action"; invoice: Invoice; intent: PaymentIntent }
  | { is: "no_method"; invoice: Invoice };

type Means = {
  method: PaymentMethod | undefined;
  /** The buyer has just satisfied the bank, so a card that asks for that goes through. */
  confirmed: boolean;
  /** By hand unless said otherwise. */
  by?: Attempt;
};

/** Tries to collect an open invoice with a stored card, as Stripe does on its own at renewals. */
export function collectInvoice(world: World, invoice: Invoice, means: Means): Collected {
  const { method, confirmed, by = "manual" } = means;
  if (invoice.amount_remaining === 0)
    return { is: "paid", invoice: markPaid(world, invoice, null), intent: null };
  const payment = paymentOf(world, invoice);
  if (method === undefined) return { is: "no_method", invoice };
  const behaviour = behaviourOf(world, method);
  const current = world.store.invoices.get(invoice.id) ?? invoice;
  const tried = attempted(world, current, by);
  const needsAction = behaviour.is === "requires_action" && !confirmed;
  if (behaviour.is === "declined" || behaviour.is === "fails_later") {
    const intent = decline(world, payment.intent, { method, reason: behaviour });
    const failed = change(world, { kind: "invoices", event: "invoice.payment_failed" }, tried);
    return { is: "declined", invoice: failed, intent, reason: behaviour };
  }
  if (needsAction) {
    const page = `/3ds/${payment.intent.id}`;
    const intent = askForAction(world, payment.intent, { method, page });
    const event = "invoice.payment_action_required";
    const waiting = change(world, { kind: "invoices", event }, tried);
    // Nobody is there to answer the bank, so for the schedule the attempt has failed as well.
    if (by === "automatic") world.emit("invoice.payment_failed", waiting);
    return { is: "requires_action", invoice: waiting, intent };
  }
  const intent = collect(world, payment.intent, method);
  return { is: "paid", invoice: markPaid(world, tried, intent), intent };
}

/** The invoice's payment and its intent; made when the invoice is collected for the first time. */
export function paymentOf(
  world: World,
  invoice: Invoice,
): { payment: InvoicePayment; intent: PaymentIntent } {
  for (const [, payment] of world.store.invoice_payments.newestFirst({
    index: "invoice",
    key: invoice.id,
  })) {
    const intent = world.store.payment_intents.get(payment.payment.payment_intent ?? "");
    if (intent !== undefined) return { payment, intent };
  }
  const intent = newIntent(world, {
    amount: invoice.amount_remaining,
    currency: invoice.currency,
    customer: invoice.customer,
    description:
      invoice.billing_reason === "subscription_create"
        ? "Subscription creation"
        : "Subscription update",
  });
  return { payment: linkPayment(world, invoice, intent), intent };
}

/** Says that an intent pays an invoice. */
export function linkPayment(world: World, invoice: Invoice, intent: PaymentIntent): InvoicePayment {
  const payment: InvoicePayment = {
    id: newId("inpay"),
    object: "invoice_payment",
    amount_paid: null,
    amount_requested: invoice.amount_remaining,
    created: world.now(),
    currency: invoice.currency,
    invoice: invoice.id,
    is_default: true,
    livemode: false,
    payment: { payment_intent: intent.id, type: "payment_intent" },
    status: "open",
    status_transitions: { canceled_at: null, paid_at: null },
  };
  world.store.invoice_payments.put(payment.id, payment);
  const secret = { client_secret: intent.client_secret ?? "", type: "payment_intent" };
  const current = world.store.invoices.get(invoice.id) ?? invoice;
  change(world, { kind: "invoices" }, { ...current, confirmation_secret: secret });
  return payment;
}

/** Marks an invoice paid by an intent that succeeded, or by nothing when nothing was due. */
export function markPaid(world: World, invoice: Invoice, intent: PaymentIntent | null): Invoice {
  if (intent !== null) {
    const { payment } = paymentOf(world, invoice);
    change(
      world,
      { kind: "invoice_payments", event: "invoice_payment.paid" },
      {
        ...payment,
        amount_paid: invoice.amount_due,
        status: "paid",
        status_transitions: { canceled_at: null, paid_at: world.now() },
      },
    );
  }
  const { status_details: _, ...before } = world.store.invoices.get(invoice.id) ?? invoice;
  const after: Invoice = {
    ...before,
    amount_paid: before.amount_due,
    amount_remaining: 0,
    attempt_count: Math.max(invoice.attempt_count, intent === null ? 0 : 1),
    attempted: true,
    auto_advance: false,
    next_payment_attempt: null,
    status: "paid",
    status_transitions: { ...before.status_transitions, paid_at: world.now() },
  };
  const paid = change(world, { kind: "invoices", event: "invoice.paid" }, after);
  world.emit("invoice.payment_succeeded", paid);
  setDelinquent(world, paid.customer, false);
  return paid;
}
