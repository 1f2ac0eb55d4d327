import type { Off } from "./discount.ts";
import type { StripeInvoiceId, StripeSubscriptionId } from "./ids.ts";
import type { PendingChange, ScheduledChange } from "./plan-change.ts";

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
  stripePriceId: string;
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
  /** What is sold is an item of the subscription; a change names it. */
  stripeItemId: string;
  /** Stripe's schedule that steers it, if one does. */
  scheduleId: string | null;
  scheduledChange: ScheduledChange | null;
  /** A change that happens as soon as its invoice is paid: the open one. */
  pendingChange: PendingChange | null;
  /** The latest schedule that we saw steer it: a schedule that is not this one was made since. */
  lastScheduleId: string | null;
  /** What it is paid with; `null` where none is known. */
  card: Card | null;
  /** The latest invoice, while it is open: the customer owes it. */
  openInvoice: OpenInvoice | null;
  /** The last one that was seen, so that what becomes of it is told once; `null` before one was looked at. */
  latestInvoice: { id: string; status: InvoiceStatus } | null;
};

/** Stripe's statuses of an invoice. */
export type InvoiceStatus = "draft" | "open" | "paid" | "uncollectible" | "void";

export type Card = { brand: string; last4: string; expMonth: number; expYear: number };

/** `amountDue` in minor units of the subscription's currency; `url` is Stripe's own page on which it can be paid. */
export type OpenInvoice = {
  id: StripeInvoiceId;
  amountDue: number;
  url: string | null;
  /** Since when it is owed; `null` in a row that is older than this field. */
  sinceMs: number | null;
};

export type SubscriptionDiscount = {
  /** Stripe's id of it, to carry it over into a planned change; `null` until Stripe was looked at. */
  stripeDiscountId: string | null;
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
