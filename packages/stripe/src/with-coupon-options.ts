import type Stripe from "stripe";
import { readingOne } from "./reading.ts";

/**
 * A subscription whose discount also says what it is worth in the subscription's own currency. Stripe leaves a coupon's
 * other currencies out unless they are expanded, and in a list they lie a level deeper than Stripe expands; so the
 * coupon is asked for by itself, in the rare case where its amount is in another currency.
 */
export async function withCouponOptions(
  stripe: Stripe,
  subscription: Stripe.Subscription,
  findCoupon = (id: string): Promise<Stripe.Coupon | null> =>
    readingOne(() => stripe.coupons.retrieve(id, { expand: ["currency_options"] })),
): Promise<Stripe.Subscription> {
  const [discount, ...others] = subscription.discounts;
  if (discount === undefined || typeof discount === "string") return subscription;
  const { coupon } = discount.source;
  if (coupon === null || typeof coupon === "string") return subscription;
  const isComplete =
    coupon.amount_off === null ||
    coupon.currency === subscription.currency ||
    coupon.currency_options !== undefined;
  if (isComplete) return subscription;
  const complete = await findCoupon(coupon.id);
  // A coupon can be deleted while its discounts go on.
  if (complete === null) return subscription;
  const source = { ...discount.source, coupon: complete };
  return { ...subscription, discounts: [{ ...discount, source }, ...others] };
}
