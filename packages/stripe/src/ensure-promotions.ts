import type Stripe from "stripe";
import { reading, readingOne } from "./reading.ts";

/** A coupon with the code that people type. */
export type PromotionSource = {
  coupon: Stripe.CouponCreateParams & { id: string };
  code: Omit<Stripe.PromotionCodeCreateParams, "promotion"> & { code: string };
};

/** Makes coupons and their codes at Stripe if they are missing: demo data, repeatable like the catalogue. */
export async function ensurePromotions(stripe: Stripe, sources: PromotionSource[]): Promise<void> {
  for (const { coupon, code } of sources) {
    const known = await readingOne(() => stripe.coupons.retrieve(coupon.id));
    if (!known) await stripe.coupons.create(coupon);
    const { data } = await reading(() => stripe.promotionCodes.list({ code: code.code, limit: 1 }));
    if (data.length === 0)
      await stripe.promotionCodes.create({
        ...code,
        promotion: { type: "coupon", coupon: coupon.id },
      });
  }
}
