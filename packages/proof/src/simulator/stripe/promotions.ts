import type { PromotionObject } from "./state.ts";

export const redeemable = ({ maxRedemptions, timesRedeemed }: PromotionObject): boolean =>
  maxRedemptions === null || timesRedeemed < maxRedemptions;

/** What Stripe charges: written down here once more, so that a mistake in the product's own sum shows. */
export const totalOf = (amount: number, promotion: PromotionObject | undefined): number =>
  amount - Math.floor((amount * (promotion?.percent ?? 0) + 50) / 100);
