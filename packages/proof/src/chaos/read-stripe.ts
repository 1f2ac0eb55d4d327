import type Stripe from "stripe";
import type { StripeSession, StripeSubscriptionTruth, StripeTruth } from "./evidence.ts";

/** Everything that Stripe has, by account, read as a stranger would: with the official client, by lists. */
export async function readStripe(stripe: Stripe): Promise<Map<string, StripeTruth>> {
  const truths = new Map<string, StripeTruth>();
  const accountOf = new Map<string, string>();
  for await (const { id, metadata } of stripe.customers.list({ limit: 100 })) {
    const accountId = metadata["accountId"];
    if (accountId === undefined) continue;
    accountOf.set(id, accountId);
    truthOf(truths, accountId).customerIds.push(id);
  }
  const [invoices, charges] = [await readInvoices(stripe), await readCharges(stripe)];
  for await (const session of stripe.checkout.sessions.list({ limit: 100 })) {
    const accountId = session.metadata?.["accountId"];
    if (accountId !== undefined) truthOf(truths, accountId).sessions.push(toSession(session));
  }
  for await (const one of stripe.subscriptions.list({ limit: 100, status: "all" })) {
    const accountId = one.metadata["accountId"] ?? accountOf.get(idOf(one.customer) ?? "");
    if (accountId === undefined) continue;
    truthOf(truths, accountId).subscriptions.push(
      toSubscription(one, firstOf(invoices.get(one.id), charges)),
    );
  }
  return truths;
}

function truthOf(truths: Map<string, StripeTruth>, accountId: string): StripeTruth {
  const known = truths.get(accountId) ?? { customerIds: [], sessions: [], subscriptions: [] };
  truths.set(accountId, known);
  return known;
}

/** The first invoice of each subscription. */
async function readInvoices(stripe: Stripe): Promise<Map<string, Stripe.Invoice>> {
  const first = new Map<string, Stripe.Invoice>();
  for await (const invoice of stripe.invoices.list({ limit: 100, expand: ["data.payments"] })) {
    const id = idOf(invoice.parent?.subscription_details?.subscription ?? null);
    if (id !== null && invoice.billing_reason === "subscription_create") first.set(id, invoice);
  }
  return first;
}

async function readCharges(stripe: Stripe): Promise<Map<string, Stripe.Charge>> {
  const paid = new Map<string, Stripe.Charge>();
  for await (const charge of stripe.charges.list({ limit: 100 })) {
    const intent = idOf(charge.payment_intent);
    if (charge.paid && intent !== null) paid.set(intent, charge);
  }
  return paid;
}

function firstOf(
  invoice: Stripe.Invoice | undefined,
  charges: Map<string, Stripe.Charge>,
): StripeSubscriptionTruth["first"] {
  if (invoice === undefined) return null;
  const paid = (invoice.payments?.data ?? [])
    .filter(({ status }) => status === "paid")
    .flatMap(({ payment }) => charges.get(idOf(payment.payment_intent ?? null) ?? "") ?? []);
  return {
    total: invoice.total,
    startingBalance: invoice.starting_balance,
    charged: paid.reduce((sum, { amount }) => sum + amount, 0),
    refunded: paid.reduce((sum, { amount_refunded }) => sum + amount_refunded, 0),
  };
}

const toSession = (session: Stripe.Checkout.Session): StripeSession => ({
  id: session.id,
  status: session.status ?? "",
  amountTotal: session.amount_total ?? 0,
  currency: session.currency ?? "",
  checkoutId: session.metadata?.["checkoutId"] ?? "",
  subscriptionId: idOf(session.subscription),
});

function toSubscription(
  subscription: Stripe.Subscription,
  first: StripeSubscriptionTruth["first"],
): StripeSubscriptionTruth {
  const [item] = subscription.items.data;
  return {
    id: subscription.id,
    status: subscription.status,
    priceId: item?.price.lookup_key ?? null,
    currency: subscription.currency,
    created: subscription.created,
    endedAt: subscription.ended_at,
    currentPeriodEnd: item?.current_period_end ?? null,
    checkoutId: subscription.metadata["checkoutId"] ?? null,
    replaces: subscription.metadata["replaces"] ?? null,
    first,
  };
}

const idOf = (value: string | { id: string } | null): string | null =>
  typeof value === "string" ? value : (value?.id ?? null);
