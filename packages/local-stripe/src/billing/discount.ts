import { couponIsValid } from "../resources/coupons.ts";
import { add, change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Coupon, Discount } from "../wire/stored.ts";
import { periodEnd } from "./period.ts";

/** Where a discount came from: a coupon, perhaps through a promotion code. */
export type Source = { coupon: string; promotionCode: string | null };

type Redemption = { customer: string; subscription: string; session: string | null };

/** Uses up one redemption of the coupon and of the promotion code, and makes the discount. */
export function redeem(world: World, source: Source, redemption: Redemption): Discount {
  const coupon = couponOf(world, source.coupon);
  const start = world.now();
  if (coupon !== undefined) {
    const used = { ...coupon, times_redeemed: coupon.times_redeemed + 1 };
    change(world, { kind: "coupons" }, { ...used, valid: couponIsValid(world, used) });
  }
  const promotion =
    source.promotionCode === null
      ? undefined
      : world.store.promotion_codes.get(source.promotionCode);
  if (promotion !== undefined) {
    const used = promotion.times_redeemed + 1;
    const active =
      promotion.active && (promotion.max_redemptions === null || used < promotion.max_redemptions);
    change(
      world,
      { kind: "promotion_codes", event: "promotion_code.updated" },
      { ...promotion, active, times_redeemed: used },
    );
  }
  const months = coupon?.duration_in_months ?? null;
  const discount: Discount = {
    id: newId("di"),
    object: "discount",
    checkout_session: redemption.session,
    customer: redemption.customer,
    customer_account: null,
    end:
      months === null ? null : periodEnd(start, { interval: "month", interval_count: months }, 1),
    invoice: null,
    invoice_item: null,
    promotion_code: source.promotionCode,
    source: { coupon: source.coupon, type: "coupon" },
    start,
    subscription: redemption.subscription,
    subscription_item: null,
  };
  add(world, { kind: "discounts", event: "customer.discount.created" }, discount);
  return discount;
}

/** The discounts of a subscription that an invoice made `at` a moment (now unless given) gets. */
export function runningDiscounts(world: World, ids: string[], at = world.now()): Discount[] {
  return ids
    .map((id) => world.store.discounts.get(id))
    .filter((discount) => discount !== undefined)
    .filter((discount) => discount.end === null || discount.end > at);
}

/** Ends after the invoice that used it: `once` at the first amount it took off, `repeating` at its date. */
export function isSpent(world: World, discount: Discount, tookOff: number): boolean {
  const coupon =
    discount.source.coupon === null ? undefined : couponOf(world, discount.source.coupon);
  const isOver = discount.end !== null && discount.end <= world.now();
  return isOver || (coupon?.duration === "once" && tookOff > 0);
}

export function couponOf(world: World, id: string): Coupon | undefined {
  const coupon = world.store.coupons.get(id);
  return coupon !== undefined && "valid" in coupon ? coupon : undefined;
}
