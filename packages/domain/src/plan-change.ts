import type { Interval, SellablePrice } from "./catalogue.ts";
import type { Subscription } from "./subscription.ts";

/** What a running subscription is to become: enough to ask Stripe for it, and to write it down once Stripe has done it. */
export type PlanTarget = {
  priceId: string;
  stripePriceId: string;
  planKey: string;
  planName: string;
  unitAmount: number;
  interval: Interval;
  quantity: number;
};

export const planTarget = (price: SellablePrice, quantity: number): PlanTarget => ({
  priceId: price.id,
  stripePriceId: price.stripePriceId,
  planKey: price.planKey,
  planName: price.planName,
  unitAmount: price.unitAmount,
  interval: price.interval,
  quantity,
});

/** A change that waits for the next renewal. */
export type ScheduledChange = PlanTarget & { atMs: number };

/** A change that waits for the customer's bank; `null` until Stripe has said how long. */
export type PendingChange = PlanTarget & { expiresAtMs: number | null };

/**
 * Who gets more pays the difference and has it now; who gets less keeps what was paid for until it is used up. So a
 * shorter interval always waits: what was paid ahead would have to be paid back. In a trial nothing was paid for, and
 * Stripe charges nothing for a change before it is over.
 */
export function whenToChange(from: Subscription, to: PlanTarget): "now" | "renewal" {
  if (from.status === "trialing") return "now";
  if (from.interval === "year" && to.interval === "month") return "renewal";
  const isLonger = from.interval === "month" && to.interval === "year";
  if (isLonger && from.planKey === to.planKey && to.quantity >= from.quantity) return "now";
  return costOfYear(to) > costOfYear(from) ? "now" : "renewal";
}

const costOfYear = (one: Pick<Subscription, "unitAmount" | "quantity" | "interval">): number =>
  one.unitAmount * one.quantity * (one.interval === "year" ? 1 : 12);

export const isAlready = (from: Subscription, to: PlanTarget): boolean =>
  from.priceId === to.priceId && from.quantity === to.quantity;
