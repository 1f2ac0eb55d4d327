import type { Quote } from "./quote.ts";

/** Every expected "no" to a checkout, as a value. `code` is the HTTP family it belongs to, for other clients. */
export type RefusalReason =
  | "already_subscribed"
  | "already_paid"
  | "code_rejected"
  | "price_changed"
  | "price_unavailable"
  | "provider_refused"
  | "provider_unavailable"
  | "superseded"
  | "currency_conflict";

export type RefusalCode = "BAD_REQUEST" | "CONFLICT" | "NOT_FOUND" | "SERVICE_UNAVAILABLE";

export type Refused = {
  is: "refused";
  reason: RefusalReason;
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
};

/** Makes a refusal; `details` may replace the message by one that knows more. */
export const refuse = (
  reason: RefusalReason,
  details: { message?: string; quote?: Quote } = {},
): Refused => ({ is: "refused", reason, ...refusals[reason], ...details });
