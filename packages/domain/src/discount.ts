/** What a coupon takes off: a share, or an amount in minor units of the price's currency. */
export type Off = { is: "percent"; percent: number } | { is: "amount"; amount: number };

/**
 * Stripe rounds a percentage discount half up to the minor unit and never discounts below zero
 * (shown by `proof/src/money/quote-equals-charge.test.ts`). Percentages have at most two decimals, so they are
 * multiplied as whole hundredths: no binary fraction ever meets money.
 */
export function discountOn(amount: number, off: Off): number {
  switch (off.is) {
    case "percent":
      return Math.floor((amount * Math.round(off.percent * 100) + 5_000) / 10_000);
    case "amount":
      return Math.min(off.amount, amount);
  }
}
