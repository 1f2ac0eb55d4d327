import type { SellablePrice } from "./catalogue.ts";
import type { StripeCustomerId } from "./ids.ts";

/** A promotion code with its coupon, as Stripe holds it. Amounts in minor units, times in ms since the epoch. */
export type Promotion = {
  id: string;
  code: string;
  active: boolean;
  expiresAtMs: number | null;
  maxRedemptions: number | null;
  timesRedeemed: number;
  /** Set when the code is for one customer alone. */
  customerId: StripeCustomerId | null;
  firstPurchaseOnly: boolean;
  /** Minimum subtotal by currency; empty when there is none. */
  minimumAmounts: Readonly<Record<string, number>>;
  coupon: Coupon;
};

export type Coupon = {
  valid: boolean;
  redeemByMs: number | null;
  maxRedemptions: number | null;
  timesRedeemed: number;
  off:
    | { is: "percent"; percent: number }
    | { is: "amount"; amounts: Readonly<Record<string, number>> };
  duration: Duration;
  /** Stripe product ids it is limited to; `null` means every product. */
  products: readonly string[] | null;
};

export type Duration = { is: "once" } | { is: "repeating"; months: number } | { is: "forever" };

/** Why a code does not apply. Each has its own sentence on the screen (see `rejectionMessage`). */
export type Rejection =
  | { reason: "unknown" }
  | { reason: "expired"; onMs: number | null }
  | { reason: "used_up" }
  | { reason: "wrong_plan"; planName: string }
  | { reason: "wrong_currency"; currency: string }
  | { reason: "minimum_amount"; amount: number; currency: string }
  | { reason: "first_purchase_only" }
  | { reason: "not_for_this_account" };

export type PromotionSetting = {
  price: SellablePrice;
  /** Seats. */
  quantity: number;
  nowMs: number;
  customerId: StripeCustomerId | null;
  /** `false` once the customer has paid for anything; asked only for codes that care. */
  isFirstPurchase: boolean;
};

/**
 * Says whether a code applies, and if not, the one reason that helps most.
 * Order matters: a code that is over is over for everyone, so that is said before anything about this plan.
 */
export function assessPromotion(promotion: Promotion, setting: PromotionSetting): Rejection | null {
  const { price, nowMs } = setting;
  const { coupon } = promotion;
  const endsAtMs = earliest(promotion.expiresAtMs, coupon.redeemByMs);
  if (endsAtMs !== null && endsAtMs <= nowMs) return { reason: "expired", onMs: endsAtMs };
  if (isUsedUp(promotion) || isUsedUp(coupon)) return { reason: "used_up" };
  if (!promotion.active || !coupon.valid) return { reason: "expired", onMs: null };
  if (promotion.customerId !== null && promotion.customerId !== setting.customerId)
    return { reason: "not_for_this_account" };
  // A code that could take nothing off would be used up for nothing.
  const isOffPlan = coupon.products !== null && !coupon.products.includes(price.stripeProductId);
  if (isOffPlan || price.unitAmount === 0)
    return { reason: "wrong_plan", planName: price.planName };
  if (coupon.off.is === "amount" && coupon.off.amounts[price.currency] === undefined)
    return { reason: "wrong_currency", currency: price.currency };
  return assessMinimum(promotion, setting) ?? assessFirstPurchase(promotion, setting);
}

function assessMinimum(
  promotion: Promotion,
  { price, quantity }: PromotionSetting,
): Rejection | null {
  const minimums = promotion.minimumAmounts;
  if (Object.keys(minimums).length === 0) return null;
  const minimum = minimums[price.currency];
  if (minimum === undefined) return { reason: "wrong_currency", currency: price.currency };
  return price.unitAmount * quantity < minimum
    ? { reason: "minimum_amount", amount: minimum, currency: price.currency }
    : null;
}

const assessFirstPurchase = (promotion: Promotion, setting: PromotionSetting): Rejection | null =>
  promotion.firstPurchaseOnly && !setting.isFirstPurchase
    ? { reason: "first_purchase_only" }
    : null;

const isUsedUp = (limited: { maxRedemptions: number | null; timesRedeemed: number }): boolean =>
  limited.maxRedemptions !== null && limited.timesRedeemed >= limited.maxRedemptions;

const earliest = (a: number | null, b: number | null): number | null =>
  a === null ? b : b === null ? a : Math.min(a, b);
