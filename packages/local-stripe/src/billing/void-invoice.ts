import { liveCustomer } from "../resources/find.ts";
import { change, type World } from "../state/world.ts";
import type { Invoice } from "../wire/stored.ts";
import { moveBalance } from "./balance.ts";

/**
 * Makes an invoice void: nobody can pay it any more, and credit that it had taken from the customer's
 * balance goes back there. What that means for its subscription is for the caller to say.
 */
export function makeVoid(world: World, invoice: Invoice): Invoice {
  const taken = (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance;
  if (taken !== 0 && invoice.customer !== null) {
    moveBalance(world, liveCustomer(world, invoice.customer), {
      amount: -taken,
      currency: invoice.currency,
      invoice: invoice.id,
      type: "unapplied_from_invoice",
    });
  }
  const scope = { index: "invoice", key: invoice.id };
  for (const [, payment] of [...world.store.invoice_payments.newestFirst(scope)]) {
    cancelIntent(world, payment.payment.payment_intent);
    const canceled = { ...payment.status_transitions, canceled_at: world.now() };
    const after = { ...payment, status: "canceled", status_transitions: canceled };
    change(world, { kind: "invoice_payments" }, after);
  }
  const { status_details: _, ...rest } = invoice;
  return change(
    world,
    { kind: "invoices", event: "invoice.voided" },
    {
      ...rest,
      amount_remaining: 0,
      auto_advance: false,
      next_payment_attempt: null,
      status: "void",
      status_transitions: { ...rest.status_transitions, voided_at: world.now() },
    },
  );
}

function cancelIntent(world: World, id: string | undefined): void {
  const intent = world.store.payment_intents.get(id ?? "");
  if (intent === undefined || intent.status === "succeeded" || intent.status === "canceled") return;
  change(
    world,
    { kind: "payment_intents", event: "payment_intent.canceled" },
    {
      ...intent,
      canceled_at: world.now(),
      cancellation_reason: "void_invoice",
      next_action: null,
      status: "canceled",
    },
  );
}
