import { change, type World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import type { Invoice } from "../wire/stored.ts";
import { recover, setDelinquent } from "./standing.ts";
import { endSubscription } from "./subscription.ts";
import { makeVoid } from "./void-invoice.ts";

type Reason = "max_payment_attempts" | "user_forgiven";

/**
 * Takes an invoice back for good, as if it had never been asked for. A subscription whose first invoice
 * it is expires with it.
 */
export function voidInvoice(world: World, invoice: Invoice): Invoice {
  if (invoice.status !== "open" && invoice.status !== "uncollectible") {
    throw refusal(
      `You can only void open or uncollectible invoices; this one is ${invoice.status}.`,
    );
  }
  const voided = makeVoid(world, invoice);
  const subscription = world.store.subscriptions.get(
    voided.parent?.subscription_details?.subscription ?? "",
  );
  if (subscription?.status === "incomplete") {
    endSubscription(world, subscription, { status: "incomplete_expired", reason: null });
  } else recover(world, voided);
  return voided;
}

/** Gives up hope of an open invoice. It can still be paid, or voided. */
export function markUncollectible(world: World, invoice: Invoice, reason: Reason): Invoice {
  if (invoice.status !== "open") {
    throw refusal(
      `You can only mark open invoices as uncollectible; this one is ${invoice.status}.`,
    );
  }
  const marked = change(
    world,
    { kind: "invoices", event: "invoice.marked_uncollectible" },
    {
      ...closed(invoice),
      status: "uncollectible",
      status_details: { uncollectible: { reason } },
      status_transitions: { ...invoice.status_transitions, marked_uncollectible_at: world.now() },
    },
  );
  if (reason === "user_forgiven") {
    setDelinquent(world, invoice.customer, false);
    recover(world, marked);
  }
  return marked;
}

const closed = ({ status_details: _, ...invoice }: Invoice): Invoice => ({
  ...invoice,
  auto_advance: false,
  next_payment_attempt: null,
});
