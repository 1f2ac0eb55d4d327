import type Stripe from "stripe";
import { expect, vi } from "vitest";
import type { Shop } from "./local.ts";

/** Unix seconds of a day, in UTC. */
export const day = (date: string): number => Date.parse(`${date}T00:00:00Z`) / 1000;
export const daySeconds = 24 * 60 * 60;

/** Moves a test clock and waits until everything on the way has been done. */
export async function advance(stripe: Stripe, clock: string, to: number): Promise<void> {
  await stripe.testHelpers.testClocks.advance(clock, { frozen_time: to });
  await untilReady(stripe, clock);
}

export async function untilReady(stripe: Stripe, clock: string): Promise<void> {
  await vi.waitFor(async () => {
    expect((await stripe.testHelpers.testClocks.retrieve(clock)).status).toBe("ready");
  });
}

export type ClockShop = Shop & { clock: string; card: string };

/** A customer with a good card on a clock of their own, and a monthly price. */
export async function openOnClock(
  stripe: Stripe,
  from: string,
  { unitAmount = 1999, method = "pm_card_visa" } = {},
): Promise<ClockShop> {
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: day(from) });
  const customer = await stripe.customers.create({
    email: "buyer@example.com",
    test_clock: clock.id,
  });
  const card = await giveCard(stripe, customer.id, method);
  const product = await stripe.products.create({ name: "Plus" });
  const price = await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: unitAmount,
    recurring: { interval: "month" },
  });
  return { clock: clock.id, customer: customer.id, price: price.id, product: product.id, card };
}

/** Saves a card as the customer's default; answers its id. */
export async function giveCard(stripe: Stripe, customer: string, method: string): Promise<string> {
  const { id } = await stripe.paymentMethods.attach(method, { customer });
  await stripe.customers.update(customer, { invoice_settings: { default_payment_method: id } });
  return id;
}

type Extra = Partial<Stripe.SubscriptionCreateParams>;

export const subscribe = (stripe: Stripe, shop: Shop, extra: Extra = {}) =>
  stripe.subscriptions.create({
    customer: shop.customer,
    items: [{ price: shop.price }],
    ...extra,
  });

/** Everything told since an event, oldest first; everything at all unless one is named. */
export async function eventsSince(stripe: Stripe, id?: string): Promise<Stripe.Event[]> {
  const page = id === undefined ? {} : { ending_before: id };
  const events = await stripe.events
    .list({ limit: 100, ...page })
    .autoPagingToArray({ limit: 5000 });
  return id === undefined ? events.reverse() : events;
}

export async function newestEvent(stripe: Stripe): Promise<string> {
  const [event] = (await stripe.events.list({ limit: 1 })).data;
  return event?.id ?? "";
}

/** A subscription's invoices, oldest first. */
export async function invoicesOf(stripe: Stripe, subscription: string): Promise<Stripe.Invoice[]> {
  const all = await stripe.invoices
    .list({ subscription, limit: 100 })
    .autoPagingToArray({ limit: 1000 });
  return all.reverse();
}

export const dateOf = (seconds: number | null | undefined): string =>
  new Date((seconds ?? 0) * 1000).toISOString().slice(0, 10);
