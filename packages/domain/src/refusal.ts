import type { Quote } from "./quote.ts";

/** Every expected "no" to a checkout, as a value. */
export type CheckoutRefusal =
  | "already_subscribed"
  | "already_paid"
  | "code_rejected"
  | "price_changed"
  | "price_unavailable"
  | "seats_unavailable"
  | "provider_refused"
  | "provider_unavailable"
  | "superseded"
  | "currency_conflict";

/** Every expected "no" to a change of a running subscription. */
export type ActionRefusal =
  | Exclude<CheckoutRefusal, "already_subscribed" | "already_paid">
  | "subscription_changed"
  | "subscription_ending"
  | "no_subscription"
  | "payment_due"
  | "payment_failed"
  | "action_required"
  | "card_needed";

/** Every expected "no" to another billing e-mail. */
export type ContactRefusal = "provider_refused" | "provider_unavailable" | "superseded";

/** Every expected "no" to paying back. */
export type RefundRefusal =
  | "refund_changed"
  | "refund_too_high"
  | "not_paid"
  | "provider_refused"
  | "provider_unavailable";

export type RefusalReason = CheckoutRefusal | ActionRefusal | ContactRefusal | RefundRefusal;

/** `code` is the HTTP family a refusal belongs to, for other clients. */
export type RefusalCode = "BAD_REQUEST" | "CONFLICT" | "NOT_FOUND" | "SERVICE_UNAVAILABLE";

export type Refused<R extends RefusalReason = CheckoutRefusal> = {
  is: "refused";
  reason: R;
  code: RefusalCode;
  message: string;
  /** The fresh quote, where the refusal is about what would be charged. */
  quote?: Quote;
};

const refusals: Record<RefusalReason, { code: RefusalCode; message: string }> = {
  already_subscribed: {
    code: "CONFLICT",
    message: "You already have a subscription. Change its plan instead.",
  },
  already_paid: {
    code: "CONFLICT",
    message: "Your payment went through a moment ago. You were not charged again.",
  },
  code_rejected: { code: "BAD_REQUEST", message: "This code cannot be applied." },
  price_changed: {
    code: "CONFLICT",
    message: "The price has changed since it was shown. Please check the new total.",
  },
  price_unavailable: {
    code: "NOT_FOUND",
    message: "This plan is no longer offered at this price.",
  },
  seats_unavailable: {
    code: "BAD_REQUEST",
    message: "This plan is not offered for that many seats.",
  },
  provider_refused: {
    code: "BAD_REQUEST",
    message: "The payment provider did not accept this checkout. Nothing was charged.",
  },
  provider_unavailable: {
    code: "SERVICE_UNAVAILABLE",
    message:
      "The payment provider does not answer right now. Nothing was charged. Please try again in a moment.",
  },
  superseded: { code: "CONFLICT", message: "A newer choice has replaced this one." },
  currency_conflict: {
    code: "CONFLICT",
    message: "Your account is billed in another currency. Choose a price in that currency.",
  },
  subscription_changed: {
    code: "CONFLICT",
    message: "Your subscription has changed since this page was opened. Please look at it again.",
  },
  subscription_ending: {
    code: "CONFLICT",
    message: "Your subscription is set to end. Resume it first, then change the plan.",
  },
  no_subscription: { code: "NOT_FOUND", message: "You have no running subscription." },
  payment_due: {
    code: "CONFLICT",
    message: "The last payment is still open. Pay it first, then change the plan.",
  },
  payment_failed: {
    code: "BAD_REQUEST",
    message: "Your card was declined. Nothing has changed. Update the card, then try again.",
  },
  card_needed: {
    code: "CONFLICT",
    message: "No card is on file yet. Go through the checkout to change to this plan.",
  },
  refund_changed: {
    code: "CONFLICT",
    message: "Something was paid back meanwhile. Please look at the payment again.",
  },
  refund_too_high: {
    code: "BAD_REQUEST",
    message: "No more can be paid back than was paid and is not paid back yet.",
  },
  not_paid: { code: "NOT_FOUND", message: "This account has no such payment." },
  action_required: {
    code: "CONFLICT",
    message:
      "Your bank wants you to confirm this payment. Nothing has changed. Pay the open invoice, or use another card.",
  },
};

/** Makes a refusal; `details` may replace the message by one that knows more. */
export const refuse = <R extends RefusalReason>(
  reason: R,
  details: { message?: string; quote?: Quote } = {},
): Refused<R> => ({ is: "refused", reason, ...refusals[reason], ...details });
