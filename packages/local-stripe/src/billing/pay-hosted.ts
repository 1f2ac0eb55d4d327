import type { World } from "../state/world.ts";
import type { Invoice } from "../wire/stored.ts";
import { answerBank } from "./answer-bank.ts";
import { findCard } from "./cards.ts";
import { clockOf } from "./clock-of.ts";
import { collectInvoice, paymentOf } from "./pay-invoice.ts";
import { attach, newPaymentMethod } from "./payment-method.ts";
import { recover } from "./standing.ts";

/** What a person enters on an invoice's page. */
export type HostedEntry = {
  card?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
  /** What they tell their bank, when it asks. */
  action?: "complete" | "fail" | undefined;
};

export type HostedOutcome = {
  outcome: "succeeded" | "declined" | "requires_action" | "closed";
  error: string | null;
  /** The payment that waits for the bank. */
  intent: string | null;
};

/**
 * Pays an invoice as its hosted page does: with a card of the moment, which is saved with the customer when
 * it goes through but becomes nobody's default. Without a card, `action` answers a bank that has asked.
 */
export function payHosted(world: World, invoice: Invoice, entry: HostedEntry): HostedOutcome {
  return world.on(clockOf(world, invoice.customer), () => payNow(world, invoice, entry));
}

const result = (
  outcome: HostedOutcome["outcome"],
  error: string | null = null,
  intent: string | null = null,
): HostedOutcome => ({ outcome, error, intent });

function payNow(world: World, invoice: Invoice, entry: HostedEntry): HostedOutcome {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") return result("closed");
  if (entry.card === undefined && entry.action !== undefined) {
    const { intent } = paymentOf(world, invoice);
    answerBank(world, intent.id, entry.action === "complete");
    const paid = world.store.invoices.get(invoice.id)?.status === "paid";
    return paid ? result("succeeded") : result("declined", "The bank did not confirm the payment.");
  }
  const card = entry.card === undefined ? undefined : findCard(entry.card);
  if (card === undefined) return result("declined", "Your card number is invalid.");
  const drawn = newPaymentMethod(world, card, {
    email: entry.email ?? invoice.customer_email,
    name: entry.name ?? invoice.customer_name,
  });
  world.store.payment_methods.put(drawn.id, drawn);
  const confirmed = entry.action === "complete";
  const collected = collectInvoice(world, invoice, { method: drawn, confirmed });
  switch (collected.is) {
    case "paid":
      if (invoice.customer !== null)
        attach(world, drawn, { customer: invoice.customer, asDefault: false });
      recover(world, collected.invoice);
      return result("succeeded");
    case "declined":
      return result("declined", collected.reason.message);
    case "requires_action":
      return result("requires_action", null, collected.intent.id);
    case "no_method":
      return result("declined", "Enter a card number.");
  }
}
