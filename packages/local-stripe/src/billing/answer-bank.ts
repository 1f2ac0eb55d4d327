import type { World } from "../state/world.ts";
import type { PaymentIntent, PaymentMethod } from "../wire/stored.ts";
import { collect, type Decline, decline } from "./charge.ts";
import { clockOf } from "./clock-of.ts";
import { markPaid } from "./pay-invoice.ts";
import { attach } from "./payment-method.ts";
import { recover } from "./standing.ts";

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
  world.on(clockOf(world, intent.customer), () => answer(world, { intent, method, completes }));
}

type Answer = { intent: PaymentIntent; method: PaymentMethod; completes: boolean };

function answer(world: World, { intent, method, completes }: Answer): void {
  if (!completes) {
    decline(world, intent, { method, reason: unauthenticated });
    return;
  }
  const collected = collect(world, intent, method);
  if (method.customer === null && intent.customer !== null)
    attach(world, method, { customer: intent.customer, asDefault: false });
  const scope = { index: "payment_intent", key: intent.id };
  for (const [, payment] of [...world.store.invoice_payments.newestFirst(scope)]) {
    const invoice = world.store.invoices.get(payment.invoice);
    if (invoice?.status !== "open" && invoice?.status !== "uncollectible") continue;
    recover(world, markPaid(world, invoice, collected));
  }
}
