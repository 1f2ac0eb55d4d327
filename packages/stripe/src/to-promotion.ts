import { type Coupon, type Duration, type Promotion, toStripeCustomerId } from "@idem/domain";
import type Stripe from "stripe";
import { idOf } from "./id-of.ts";

const toMs = (seconds: number | null): number | null => (seconds === null ? null : seconds * 1_000);

/** Stripe's promotion code, its coupon expanded, in our words. */
export function toPromotion(code: Stripe.PromotionCode): Promotion {
  const { coupon } = code.promotion;
  if (coupon === null || typeof coupon === "string")
    throw new TypeError(`Promotion code ${code.id} came without its coupon.`);
  const { customer, restrictions } = code;
  return {
    id: code.id,
    code: code.code.toUpperCase(),
    active: code.active,
    expiresAtMs: toMs(code.expires_at),
    maxRedemptions: code.max_redemptions,
    timesRedeemed: code.times_redeemed,
    customerId: customer === null ? null : toStripeCustomerId(idOf(customer)),
    firstPurchaseOnly: restrictions.first_time_transaction,
    minimumAmounts: minimumAmounts(restrictions),
    coupon: toCoupon(coupon),
  };
}

const toCoupon = (coupon: Stripe.Coupon): Coupon => ({
  valid: coupon.valid,
  redeemByMs: toMs(coupon.redeem_by),
  maxRedemptions: coupon.max_redemptions,
  timesRedeemed: coupon.times_redeemed,
  off:
    coupon.percent_off === null
      ? { is: "amount", amounts: amountsOff(coupon) }
      : { is: "percent", percent: coupon.percent_off },
  duration: toDuration(coupon),
  products: coupon.applies_to?.products ?? null,
});

function amountsOff({
  amount_off,
  currency,
  currency_options,
}: Stripe.Coupon): Record<string, number> {
  const amounts: Record<string, number> = {};
  for (const [other, option] of Object.entries(currency_options ?? {}))
    amounts[other] = option.amount_off;
  if (currency !== null && amount_off !== null) amounts[currency] = amount_off;
  return amounts;
}

function minimumAmounts(restrictions: Stripe.PromotionCode.Restrictions): Record<string, number> {
  const amounts: Record<string, number> = {};
  for (const [currency, option] of Object.entries(restrictions.currency_options ?? {}))
    amounts[currency] = option.minimum_amount;
  const { minimum_amount, minimum_amount_currency } = restrictions;
  if (minimum_amount !== null && minimum_amount_currency !== null)
    amounts[minimum_amount_currency] = minimum_amount;
  return amounts;
}

function toDuration({ id, duration, duration_in_months: months }: Stripe.Coupon): Duration {
  switch (duration) {
    case "once":
      return { is: "once" };
    case "forever":
      return { is: "forever" };
    case "repeating":
      if (months !== null) return { is: "repeating", months };
  }
  throw new TypeError(`Coupon ${id} has an unknown duration "${duration}".`);
}
