import type { Off } from "./discount.ts";
import type { StripeSubscriptionId } from "./ids.ts";

/** Stripe's subscription statuses, API 2026-10-28. Stripe may add one: see `parseStatus`. */
export const subscriptionStatuses = [
  "active",
  "canceled",
  "incomplete",
  "incomplete_expired",
  "past_due",
  "paused",
  "trialing",
  "unpaid",
] as const;

export type SubscriptionStatus = (typeof subscriptionStatuses)[number];

/** The account's subscription as we keep it. Times in ms since the epoch. */
export type Subscription = {
  stripeSubscriptionId: StripeSubscriptionId;
  status: SubscriptionStatus;
  planKey: string | null;
  planName: string | null;
  priceId: string | null;
  /** What one period costs before discounts, in minor units. */
  unitAmount: number;
  currency: string;
  interval: string;
  quantity: number;
  currentPeriodStartMs: number | null;
  currentPeriodEndMs: number | null;
  cancelAtMs: number | null;
  canceledAtMs: number | null;
  endedAtMs: number | null;
  trialEndMs: number | null;
  discount: SubscriptionDiscount | null;
  startedAtMs: number;
};

export type SubscriptionDiscount = {
  code: string | null;
  off: Off;
  endsAtMs: number | null;
};

/** Live: it may still charge, or still be serving. At most one of these per account (G3). */
export function isLive(status: SubscriptionStatus): boolean {
  switch (status) {
    case "active":
    case "trialing":
    case "past_due":
    case "unpaid":
    case "paused":
      return true;
    case "canceled":
    case "incomplete":
    case "incomplete_expired":
      return false;
  }
}

const known: ReadonlySet<string> = new Set(subscriptionStatuses);
const isKnown = (status: string): status is SubscriptionStatus => known.has(status);

/** Fails closed on a status we do not know: treating it as ended would allow a second subscription. */
export function parseStatus(status: string): SubscriptionStatus {
  if (!isKnown(status))
    throw new TypeError(`Stripe sent an unknown subscription status "${status}".`);
  return status;
}
