import type { Coupon } from "../wire/stored.ts";
import { percentOf, split } from "./money.ts";

export type DiscountableLine = { product: string; subtotal: number };

/** What a coupon takes off in one currency; `undefined` when it says nothing about that currency. */
export function amountOffIn(coupon: Coupon, currency: string): number | undefined {
  if (coupon.amount_off !== null && coupon.currency === currency) return coupon.amount_off;
  return coupon.currency_options?.[currency]?.amount_off;
}

/** The discount on each line in minor units; lines of other products than the coupon names get none. */
export function discountAmounts(
  coupon: Coupon | undefined,
  lines: DiscountableLine[],
  currency: string,
): number[] {
  const products = coupon?.applies_to?.products;
  const eligible = lines.map(({ product, subtotal }) =>
    products === undefined || products.includes(product) ? subtotal : 0,
  );
  const base = eligible.reduce((left, right) => left + right, 0);
  if (coupon === undefined) return lines.map(() => 0);
  const off =
    coupon.percent_off === null
      ? (amountOffIn(coupon, currency) ?? 0)
      : percentOf(base, coupon.percent_off);
  return split(Math.min(off, base), eligible);
}
