import { change, type World } from "../state/world.ts";
import { collect, type Decline, decline } from "./charge.ts";
import { markPaid } from "./pay-invoice.ts";

/** What a payment is declined with when the buyer does not satisfy the bank. */
export const unauthenticated: Decline = {
  is: "declined",
  code: "payment_intent_authentication_failure",
  declineCode: "authentication_required",
  message:
    "We are unable to authenticate your payment method. Please choose a different payment method and try again.",
};

/** The cardholder answers the bank on a payment of an invoice: it is paid, or waits for another card. */
export function answerBank(world: World, intentId: string, completes: boolean): void {
  const intent = world.store.payment_intents.get(intentId);
  const method = world.store.payment_methods.get(intent?.payment_method ?? "");
  if (intent?.status !== "requires_action" || method === undefined) return;
  if (!completes) {
    decline(world, intent, { method, reason: unauthenticated });
    return;
  }
  const collected = collect(world, intent, method);
  for (const payment of world.store.invoice_payments.values()) {
    if (payment.payment.payment_intent !== intentId) continue;
    const invoice = world.store.invoices.get(payment.invoice);
    if (invoice?.status !== "open") continue;
    markPaid(world, invoice, collected);
    recover(world, invoice.parent?.subscription_details?.subscription);
  }
}

const waiting = ["incomplete", "past_due", "unpaid"];

/** A subscription whose open invoice has been paid is active again. */
export function recover(world: World, id: string | undefined): void {
  const subscription = world.store.subscriptions.get(id ?? "");
  if (subscription === undefined || !waiting.includes(subscription.status)) return;
  change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...subscription, status: "active" },
  );
}
