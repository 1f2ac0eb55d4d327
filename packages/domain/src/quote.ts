import { addMonths } from "./add-months.ts";
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
  /** Seats, and what one of them costs. */
  quantity: number;
  unitAmount: number;
  lines: { description: string; quantity: number; amount: number }[];
  subtotal: number;
  discount: number;
  dueToday: number;
  recurring: Recurring;
  trial: Trial | null;
  /** `false` where nothing is due, neither today nor later: then Stripe asks for no card. */
  needsCard: boolean;
  code: CodeState;
};

/** Free days that come first, if the checkout is finished now, and what is charged when they are over. */
export type Trial = { days: number; endsAtMs: number; firstCharge: number };

/** How many, from when, and with how many free days. */
export type Order = { quantity: number; trialDays: number; nowMs: number };

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
export function quoteFor(price: SellablePrice, verdict: CodeVerdict, order: Order = oneNow): Quote {
  assertMinorUnits(price.unitAmount);
  const { quantity, trialDays } = order;
  const full = price.unitAmount * quantity;
  const off = verdict.is === "applied" ? discountOn(full, offFor(price, verdict.promotion)) : 0;
  const recurring = recurringAfter(price, verdict, { full, off });
  const isTrial = trialDays > 0;
  // In a trial nothing is charged, so there is nothing that a code could take off.
  const [subtotal, discount] = isTrial ? [0, 0] : [full, off];
  const isFreeForEver = recurring.discountedAmount === 0 && recurring.discountMonths === null;
  return {
    priceId: price.id,
    planKey: price.planKey,
    planName: price.planName,
    interval: price.interval,
    currency: price.currency,
    quantity,
    unitAmount: price.unitAmount,
    lines: [{ description: price.planName, quantity, amount: subtotal }],
    subtotal,
    discount,
    dueToday: subtotal - discount,
    recurring,
    trial: isTrial ? trialOf(verdict, order, { full, off }) : null,
    needsCard: !isFreeForEver && full > 0,
    code: codeState(price, verdict),
  };
}

const oneNow: Order = { quantity: 1, trialDays: 0, nowMs: 0 };

/** What one period costs in full, and what a code takes off while it lasts. */
type Amounts = { full: number; off: number };

const dayMs = 86_400_000;

/**
 * Stripe ends a trial that many times 24 hours after it began. A code for the first payment waits for the first amount
 * that it can lower; one for some months is over when they are, trial or not.
 */
function trialOf(verdict: CodeVerdict, order: Order, { full, off }: Amounts): Trial {
  const { trialDays: days, nowMs } = order;
  const endsAtMs = nowMs + days * dayMs;
  const duration = verdict.is === "applied" ? verdict.promotion.coupon.duration : null;
  const isOver = duration?.is === "repeating" && addMonths(nowMs, duration.months) <= endsAtMs;
  return { days, endsAtMs, firstCharge: isOver ? full : full - off };
}

function recurringAfter(
  price: SellablePrice,
  verdict: CodeVerdict,
  { full: amount, off }: Amounts,
): Recurring {
  const full = { amount, interval: price.interval };
  if (verdict.is !== "applied")
    return { ...full, discountedAmount: full.amount, discountMonths: 0 };
  const { duration } = verdict.promotion.coupon;
  switch (duration.is) {
    case "once":
      return { ...full, discountedAmount: full.amount, discountMonths: 0 };
    case "repeating":
      return { ...full, discountedAmount: amount - off, discountMonths: duration.months };
    case "forever":
      return { ...full, discountedAmount: amount - off, discountMonths: null };
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
