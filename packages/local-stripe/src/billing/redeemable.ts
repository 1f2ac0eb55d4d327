import { couponIsValid } from "../resources/coupons.ts";
import { find } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import { refusal, type StripeFailure } from "../wire/failure.ts";
import type { Coupon, PromotionCode } from "../wire/stored.ts";
import { couponOf, type Source } from "./discount.ts";
import { amountOffIn, type DiscountableLine } from "./discount-amount.ts";

export type Purchase = {
  customer: string | null;
  currency: string;
  lines: DiscountableLine[];
};

type Named = { coupon?: string | undefined; promotion_code?: string | undefined };

/** Finds what a `discounts[n]` parameter names; throws `No such …`. */
export function sourceOf(world: World, named: Named, param: string): Source | undefined {
  if (named.promotion_code !== undefined) {
    const at = `${param}[promotion_code]`;
    const promotion = find(world, "promotion_codes", { id: named.promotion_code, param: at });
    return { coupon: promotion.promotion.coupon ?? "", promotionCode: promotion.id };
  }
  if (named.coupon === undefined) return undefined;
  return {
    coupon: find(world, "coupons", { id: named.coupon, param: `${param}[coupon]` }).id,
    promotionCode: null,
  };
}

/** Why this purchase may not have this discount, in Stripe's words; `undefined` when it may. */
export function whyNotRedeemable(
  world: World,
  source: Source,
  { purchase, param }: { purchase: Purchase; param: string },
): StripeFailure | undefined {
  const promotion =
    source.promotionCode === null
      ? undefined
      : world.store.promotion_codes.get(source.promotionCode);
  const coupon = couponOf(world, source.coupon);
  const at = `${param}[${promotion === undefined ? "coupon" : "promotion_code"}]`;
  const promotionReason = promotion && whyNotPromotion(world, promotion, { purchase, param: at });
  if (promotionReason !== undefined) return promotionReason;
  if (coupon === undefined)
    return refusal(`No such coupon: '${source.coupon}'`, { code: "resource_missing", param: at });
  return whyNotCoupon(world, coupon, { purchase, param: at });
}

type Case = { purchase: Purchase; param: string };

function whyNotPromotion(world: World, promotion: PromotionCode, { purchase, param }: Case) {
  const because = (reason: string, code?: string) =>
    refusal(`This promotion code cannot be redeemed because ${reason}.`, {
      param,
      ...(code === undefined ? {} : { code }),
    });
  const { max_redemptions: most, expires_at: expiry, customer, restrictions } = promotion;
  if (expiry !== null && expiry <= world.now()) return because("it has expired", "coupon_expired");
  if (most !== null && promotion.times_redeemed >= most) {
    return because("it has already been redeemed the maximum number of times", "coupon_expired");
  }
  if (!promotion.active) return because("it is no longer active", "coupon_expired");
  if (customer !== null && customer !== purchase.customer) {
    return because("it is not available to this customer");
  }
  if (restrictions.first_time_transaction && hasPaidBefore(world, purchase.customer)) {
    return because(
      "the associated customer has prior transactions",
      "promotion_code_customer_not_first_time",
    );
  }
  if (restrictions.minimum_amount === null) return undefined;
  const least =
    restrictions.minimum_amount_currency === purchase.currency
      ? restrictions.minimum_amount
      : restrictions.currency_options?.[purchase.currency]?.minimum_amount;
  if (least === undefined) {
    return because(
      "the currency of its minimum amount does not match the currency of the associated purchase",
    );
  }
  const subtotal = purchase.lines.reduce((sum, line) => sum + line.subtotal, 0);
  if (subtotal >= least) return undefined;
  return because("the associated purchase does not meet the minimum amount requirement");
}

function whyNotCoupon(world: World, coupon: Coupon, { purchase, param }: Case) {
  if (!couponIsValid(world, coupon)) {
    const used = coupon.max_redemptions !== null && coupon.times_redeemed >= coupon.max_redemptions;
    const message = used
      ? `Coupon ${coupon.id} is used up and cannot be applied.`
      : `Coupon expired: ${coupon.id}`;
    return refusal(message, { param, code: "coupon_expired" });
  }
  if (coupon.percent_off === null && amountOffIn(coupon, purchase.currency) === undefined) {
    return refusal(
      `The coupon ${coupon.id} cannot be applied because its currency ${coupon.currency ?? "usd"} does not match the currency of the purchase (${purchase.currency}).`,
      { param },
    );
  }
  const products = coupon.applies_to?.products;
  if (products === undefined || purchase.lines.some((line) => products.includes(line.product))) {
    return undefined;
  }
  return refusal(
    `The coupon ${coupon.id} cannot be applied to any of the products in this purchase.`,
    { param },
  );
}

/** Stripe counts successful payments and open, paid or uncollectible invoices, those of 0 included. */
function hasPaidBefore(world: World, customer: string | null): boolean {
  if (customer === null) return false;
  const scope = { index: "customer", key: customer };
  const counts = ["open", "paid", "uncollectible"];
  for (const [, invoice] of world.store.invoices.newestFirst(scope)) {
    if (counts.includes(invoice.status ?? "")) return true;
  }
  for (const [, charge] of world.store.charges.newestFirst(scope)) if (charge.paid) return true;
  return false;
}
