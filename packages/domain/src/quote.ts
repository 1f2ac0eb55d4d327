import type { Interval, SellablePrice } from "./catalogue.ts";
import { discountOn, type Off } from "./discount.ts";
import { assertMinorUnits } from "./money.ts";
import type { Duration, Promotion, Rejection } from "./promotion.ts";
import { rejectionMessage } from "./rejection-message.ts";

/** What the customer is shown and then charged. Every amount is an integer in minor units of `currency`. */
export type Quote = {
  priceId: string;
  planKey: string;
  planName: string;
  interval: Interval;
  currency: string;
  lines: { description: string; quantity: number; amount: number }[];
  subtotal: number;
  discount: number;
  dueToday: number;
  recurring: Recurring;
  code: CodeState;
};

/** What a renewal costs, and for how many months the discount still lowers it (`null`: for ever). */
export type Recurring = {
  amount: number;
  interval: Interval;
  /** The renewal's price while the discount lasts; equal to `amount` when there is none. */
  discountedAmount: number;
  discountMonths: number | null;
};

export type CodeState =
  | { is: "none" }
  | {
      is: "applied";
      code: string;
      promotionCodeId: string;
      off: Off;
      duration: Duration;
    }
  | { is: "rejected"; code: string; reason: Rejection["reason"]; message: string };

export type CodeVerdict =
  | { is: "none" }
  | { is: "applied"; promotion: Promotion }
  | { is: "rejected"; code: string; rejection: Rejection };

/** The one place where amounts are computed; pure, so screen, session and test cannot differ. */
export function quoteFor(price: SellablePrice, verdict: CodeVerdict): Quote {
  assertMinorUnits(price.unitAmount);
  const subtotal = price.unitAmount;
  const discount =
    verdict.is === "applied" ? discountOn(price.unitAmount, offFor(price, verdict.promotion)) : 0;
  return {
    priceId: price.id,
    planKey: price.planKey,
    planName: price.planName,
    interval: price.interval,
    currency: price.currency,
    lines: [{ description: price.planName, quantity: 1, amount: subtotal }],
    subtotal,
    discount,
    dueToday: subtotal - discount,
    recurring: recurringAfter(price, verdict, discount),
    code: codeState(price, verdict),
  };
}

function recurringAfter(price: SellablePrice, verdict: CodeVerdict, discount: number): Recurring {
  const full = { amount: price.unitAmount, interval: price.interval };
  if (verdict.is !== "applied")
    return { ...full, discountedAmount: full.amount, discountMonths: 0 };
  const { duration } = verdict.promotion.coupon;
  switch (duration.is) {
    case "once":
      return { ...full, discountedAmount: full.amount, discountMonths: 0 };
    case "repeating":
      return { ...full, discountedAmount: full.amount - discount, discountMonths: duration.months };
    case "forever":
      return { ...full, discountedAmount: full.amount - discount, discountMonths: null };
  }
}

function codeState(price: SellablePrice, verdict: CodeVerdict): CodeState {
  switch (verdict.is) {
    case "none":
      return verdict;
    case "rejected":
      return {
        is: "rejected",
        code: verdict.code,
        reason: verdict.rejection.reason,
        message: rejectionMessage(verdict.code, verdict.rejection),
      };
    case "applied": {
      const { code, id, coupon } = verdict.promotion;
      const off = offFor(price, verdict.promotion);
      return { is: "applied", code, promotionCodeId: id, off, duration: coupon.duration };
    }
  }
}

/** What a coupon takes off in this price's currency. */
export function offFor({ currency }: SellablePrice, { coupon: { off } }: Promotion): Off {
  return off.is === "percent" ? off : { is: "amount", amount: off.amounts[currency] ?? 0 };
}
