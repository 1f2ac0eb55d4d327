import { randomUUID } from "node:crypto";
import fc from "fast-check";
import type Stripe from "stripe";
import type { World } from "../world/start-world.ts";

export type Off = { percent: number } | { amount: number };
export type Lasting = "once" | "forever" | { months: number };
export type Offer = {
  currency: "usd" | "eur" | "jpy" | "kwd";
  interval: "month" | "year";
  unitAmount: number;
  /** Seats. */
  quantity: number;
  coupon: { off: Off; lasts: Lasting } | null;
};

/** Two decimals at most, as Stripe takes them. */
const percent = fc.oneof(
  fc.constantFrom(33.33, 66.67, 12.5, 0.01, 99.99, 50, 100),
  fc.integer({ min: 1, max: 10_000 }).map((hundredths) => hundredths / 100),
);
const lasts: fc.Arbitrary<Lasting> = fc.oneof(
  fc.constantFrom("once" as const, "forever" as const),
  fc.constantFrom(1, 2, 3, 6, 12, 13).map((months) => ({ months })),
);
/** Larger than the price as well: what is left then is nothing, never less. */
const off: fc.Arbitrary<Off> = fc.oneof(
  percent.map((value) => ({ percent: value })),
  fc.integer({ min: 1, max: 150_000 }).map((value) => ({ amount: value })),
);

/** Every kind of price and coupon. Odd amounts matter: halves of a cent are where roundings differ. */
export const offers: fc.Arbitrary<Offer> = fc
  .record({
    currency: fc.constantFrom("usd" as const, "eur" as const, "jpy" as const, "kwd" as const),
    interval: fc.constantFrom("month" as const, "year" as const),
    unitAmount: fc.integer({ min: 50, max: 99_999 }),
    quantity: fc.constantFrom(1, 1, 1, 2, 3, 7),
    coupon: fc.option(fc.record({ off, lasts }), { freq: 6 }),
  })
  // Stripe takes three-decimal currencies in steps of ten.
  .map((offer) =>
    offer.currency === "kwd" ? { ...offer, unitAmount: offer.unitAmount * 10 } : offer,
  );

/** Puts an offer on sale, at Stripe and here, with free days at first if any; answers what a customer chooses and types. */
export async function putOnSale(
  { stripe, prisma }: Pick<World, "stripe" | "prisma">,
  { currency, interval, unitAmount, quantity, coupon }: Offer,
  trialDays = 0,
): Promise<{ priceId: string; quantity: number; code: string | null }> {
  const id = `x${randomUUID().replaceAll("-", "").slice(0, 12)}`;
  const product = await stripe.products.create({ id: `idem_${id}`, name: id });
  const price = await stripe.prices.create({
    product: product.id,
    currency,
    unit_amount: unitAmount,
    recurring: { interval },
  });
  const plan = {
    key: id,
    name: id,
    description: "",
    features: [],
    rank: 9,
    trialDays,
    maxSeats: 7,
    stripeProductId: product.id,
  };
  await prisma.plan.create({ data: plan });
  const row = { id, planKey: id, interval, currency, unitAmount, stripePriceId: price.id };
  await prisma.price.create({ data: row });
  if (coupon === null) return { priceId: id, quantity, code: null };
  const made = await stripe.coupons.create({
    ...offOf(coupon.off, currency),
    ...durationOf(coupon.lasts),
  });
  const code = id.toUpperCase();
  await stripe.promotionCodes.create({ code, promotion: { type: "coupon", coupon: made.id } });
  return { priceId: id, quantity, code };
}

/** An amount is given in another currency first, so that the price's own is one of the coupon's options. */
function offOf(off: Off, currency: Offer["currency"]): Stripe.CouponCreateParams {
  if ("percent" in off) return { percent_off: off.percent };
  const [base, own] = currency === "usd" ? ["usd", "eur"] : ["usd", currency];
  return {
    amount_off: currency === "usd" ? off.amount : 77_777,
    currency: base,
    currency_options: { [own]: { amount_off: off.amount } },
  };
}

const durationOf = (
  lasts: Lasting,
): Pick<Stripe.CouponCreateParams, "duration" | "duration_in_months"> =>
  typeof lasts === "string"
    ? { duration: lasts }
    : { duration: "repeating", duration_in_months: lasts.months };
