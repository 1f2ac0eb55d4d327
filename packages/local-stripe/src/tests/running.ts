import type Stripe from "stripe";
import { type Local, startLocal } from "./local.ts";

/** A local Stripe whose clock stands where a test puts it. */
export async function startAt(
  date: string | number,
): Promise<Local & { moveTo(to: string | number): Promise<void> }> {
  const startMs = msOf(date);
  const local = await startLocal({ now: () => startMs });
  let nowMs = startMs;
  return {
    ...local,
    moveTo: async (to) => {
      await local.control("clock", { advanceMs: msOf(to) - nowMs });
      nowMs = msOf(to);
    },
  };
}

/** An ISO date, or Unix seconds. */
const msOf = (date: string | number) =>
  typeof date === "number" ? date * 1000 : new Date(date).getTime();

/** A customer who pays with a card that works, unless another is named. */
export async function customerWithCard(stripe: Stripe, method = "pm_card_visa"): Promise<string> {
  const { id } = await stripe.customers.create({ email: "buyer@example.com" });
  await giveCard(stripe, id, method);
  return id;
}

export async function giveCard(stripe: Stripe, customer: string, method: string): Promise<string> {
  const { id } = await stripe.paymentMethods.attach(method, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  return id;
}

type Rhythm = "month" | "year";

/** A price of a product of its own. */
export async function priceOf(
  stripe: Stripe,
  amount: number,
  interval: Rhythm = "month",
  name = "Plan",
): Promise<string> {
  const { id } = await stripe.prices.create({
    currency: "usd",
    unit_amount: amount,
    recurring: { interval },
    product_data: { name },
  });
  return id;
}

type Running = { customer: string; subscription: Stripe.Subscription; item: string };

/** A subscription of one price that is paid by a card that works. */
export async function subscribe(
  stripe: Stripe,
  price: string,
  extra: Partial<Stripe.SubscriptionCreateParams> & { quantity?: number } = {},
): Promise<Running> {
  const { quantity = 1, ...rest } = extra;
  const customer = rest.customer ?? (await customerWithCard(stripe));
  const subscription = await stripe.subscriptions.create({
    customer,
    items: [{ price, quantity }],
    ...rest,
  });
  return { customer, subscription, item: subscription.items.data[0]?.id ?? "" };
}

/** `[amount, proration, description]` of every line. */
export const linesOf = (invoice: Stripe.Invoice) =>
  invoice.lines.data.map(({ amount, description, parent }) => ({
    amount,
    proration: parent?.subscription_item_details?.proration ?? false,
    description,
  }));

export const amountsOf = (invoice: Stripe.Invoice): number[] =>
  invoice.lines.data.map(({ amount }) => amount);

export async function latestInvoice(stripe: Stripe, subscription: string): Promise<Stripe.Invoice> {
  const { latest_invoice: latest } = await stripe.subscriptions.retrieve(subscription);
  return stripe.invoices.retrieve(typeof latest === "string" ? latest : (latest?.id ?? ""));
}

/** The types of the events since the start, oldest first. */
export async function eventsOf(stripe: Stripe, prefix = ""): Promise<string[]> {
  const all = await stripe.events.list({ limit: 100 }).autoPagingToArray({ limit: 1000 });
  return all
    .map(({ type }): string => type)
    .filter((type) => type.startsWith(prefix))
    .reverse();
}
