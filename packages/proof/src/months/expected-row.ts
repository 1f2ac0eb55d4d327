import type Stripe from "stripe";
import type { MonthsWorld } from "./months-world.ts";

/** What has to be expanded for `expectedRow`. */
export const expansions = [
  "data.customer.invoice_settings.default_payment_method",
  "data.default_payment_method",
  "data.discounts.promotion_code",
  "data.discounts.source.coupon",
  "data.latest_invoice",
  "data.schedule",
];

/** Each column of our row that Stripe knows something about, as times in ms and plain values. */
export type MirroredRow = Record<string, unknown>;

/** What our row must say of a subscription: written anew from Stripe's documentation, not by the product's own mapping. */
export function expectedRow(subscription: Stripe.Subscription, prices: PriceNames): MirroredRow {
  const item = subscription.items.data[0];
  if (item === undefined) throw new Error(`${subscription.id} has no item.`);
  const { price } = item;
  const invoice = object(subscription.latest_invoice);
  const named = prices.get(price.id);
  return {
    stripeSubscriptionId: subscription.id,
    status: subscription.status,
    stripePriceId: price.id,
    priceId: named?.lookupKey ?? null,
    planKey: named?.lookupKey.split("_")[0] ?? null,
    unitAmount: price.unit_amount,
    currency: subscription.currency,
    interval: price.recurring?.interval,
    quantity: item.quantity,
    currentPeriodStart: ms(item.current_period_start),
    currentPeriodEnd: ms(item.current_period_end),
    cancelAt: ms(
      subscription.cancel_at_period_end ? item.current_period_end : subscription.cancel_at,
    ),
    canceledAt: ms(subscription.canceled_at),
    endedAt: ms(subscription.ended_at),
    trialEnd: ms(subscription.trial_end),
    startedAt: ms(subscription.start_date),
    stripeItemId: item.id,
    discount: discountOf(subscription),
    card: cardOf(subscription),
    openInvoice:
      invoice?.status === "open"
        ? {
            id: invoice.id,
            amountDue: invoice.amount_remaining,
            url: invoice.hosted_invoice_url ?? null,
            sinceMs: ms(invoice.status_transitions.finalized_at),
          }
        : null,
    latestInvoiceId: invoice?.id ?? null,
    latestInvoiceStatus: invoice?.status ?? null,
    ...scheduleOf(object(subscription.schedule), prices),
  };
}

/** Names of prices by Stripe's id: from Stripe. */
export type PriceNames = ReadonlyMap<string, { lookupKey: string; unitAmount: number }>;

export async function namesOfPrices(stripe: Stripe): Promise<PriceNames> {
  const all = await stripe.prices.list({ limit: 100 }).autoPagingToArray({ limit: 1_000 });
  return new Map(
    all.map(({ id, lookup_key, unit_amount }) => [
      id,
      { lookupKey: lookup_key ?? "", unitAmount: unit_amount ?? 0 },
    ]),
  );
}

type Row = Awaited<ReturnType<MonthsWorld["prisma"]["subscription"]["findMany"]>>[number];

/** Our row in the same words. */
export const mirroredRow = (row: Row): MirroredRow =>
  Object.fromEntries(
    Object.entries(row)
      .filter(([name]) => !ownColumns.has(name))
      .map(([name, value]) => [
        name,
        value instanceof Date ? value.getTime() : name === "scheduledChange" ? gist(value) : value,
      ]),
  );

/** What Stripe does not know of: our own keys, names for people, the latest schedule of old, and what is reckoned from the rest. */
const ownColumns: ReadonlySet<string> = new Set([
  "id",
  "accountId",
  "planName",
  "lastScheduleId",
  "createdAt",
  "updatedAt",
  "mrr",
  "coupon",
  "turnsAt",
]);

/** Of a planned change, what Stripe says of it. */
function gist(value: unknown): unknown {
  if (typeof value !== "object" || value === null) return value;
  const known = new Map<string, unknown>(Object.entries(value));
  return Object.fromEntries(
    ["priceId", "stripePriceId", "unitAmount", "quantity", "atMs"].map((name) => [
      name,
      known.get(name),
    ]),
  );
}

function scheduleOf(schedule: Stripe.SubscriptionSchedule | null, prices: PriceNames) {
  if (schedule === null || schedule.status !== "active")
    return { scheduleId: null, scheduledChange: null };
  const next = schedule.phases.find(
    ({ start_date }) => start_date >= (schedule.current_phase?.end_date ?? 0),
  );
  const item = next?.items[0];
  const stripePriceId = typeof item?.price === "string" ? item.price : item?.price.id;
  const price = stripePriceId === undefined ? undefined : prices.get(stripePriceId);
  return {
    scheduleId: schedule.id,
    scheduledChange:
      next && item && price
        ? {
            priceId: price.lookupKey,
            stripePriceId,
            unitAmount: price.unitAmount,
            quantity: item.quantity,
            atMs: ms(next.start_date),
          }
        : null,
  };
}

function discountOf({ discounts }: Stripe.Subscription) {
  const discount = object(discounts[0] ?? null);
  if (discount === null) return null;
  const code = object(discount.promotion_code);
  const coupon = object(discount.source.coupon);
  return {
    stripeDiscountId: discount.id,
    code: code?.code ?? null,
    off: { is: "percent", percent: coupon?.percent_off },
    endsAtMs: ms(discount.end),
  };
}

function cardOf({ default_payment_method, customer }: Stripe.Subscription) {
  const payer = object(customer);
  const method =
    object(default_payment_method) ??
    (payer === null || payer.deleted
      ? null
      : object(payer.invoice_settings.default_payment_method));
  if (!method?.card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = method.card;
  return { brand, last4, expMonth, expYear };
}

const ms = (seconds: number | null | undefined): number | null =>
  seconds === null || seconds === undefined ? null : seconds * 1_000;

function object<T extends { id: string }>(value: string | T | null | undefined): T | null {
  if (typeof value === "string") throw new TypeError(`${value} was not expanded.`);
  return value ?? null;
}
