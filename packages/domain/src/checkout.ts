import type { CheckoutId, StripeSessionId, StripeSubscriptionId } from "./ids.ts";

/** How the customer pays: Stripe's page inside ours, or on Stripe's own address. */
export type CheckoutUi = "embedded" | "hosted";

/**
 * OPEN        the one payable attempt of its account
 * COMPLETED   its session was paid (or needed no payment)
 * EXPIRED     its session ran out, or Stripe refused to create it
 * SUPERSEDED  a newer choice took its place
 */
export type CheckoutStatus = "OPEN" | "COMPLETED" | "EXPIRED" | "SUPERSEDED";

export type Checkout = {
  id: CheckoutId;
  status: CheckoutStatus;
  attempt: string;
  revision: number;
  choice: Choice;
  /** Free days that its session offers. */
  trialDays: number;
  dueToday: number;
  currency: string;
  replacesSubscriptionId: StripeSubscriptionId | null;
  stripeSessionId: StripeSessionId | null;
  /** True once nothing of it can be paid any more: expired at Stripe, paid, or never created. */
  retired: boolean;
  /** Where its `session.create` effect stands. */
  creation: "unsent" | "sent" | "settled";
};

/** What a customer chose. Two equal choices share one session; different ones replace each other. */
export type Choice = {
  priceId: string;
  /** Seats. */
  quantity: number;
  promotionCodeId: string | null;
  code: string | null;
  ui: CheckoutUi;
  replace: boolean;
};

export const sameChoice = (a: Choice, b: Choice): boolean =>
  a.priceId === b.priceId &&
  a.quantity === b.quantity &&
  a.promotionCodeId === b.promotionCodeId &&
  a.ui === b.ui &&
  a.replace === b.replace;
