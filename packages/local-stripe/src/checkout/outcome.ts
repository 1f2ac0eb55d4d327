import type { Decline } from "../billing/charge.ts";
import type { CheckoutSession } from "../wire/stored.ts";

/** What a person enters on the pay page. */
export type Entry = {
  card?: string | undefined;
  email?: string | undefined;
  name?: string | undefined;
  /** What the person does when the bank asks: at once, when given together with the card. */
  action?: "complete" | "fail" | undefined;
};

export type PayOutcome =
  | { outcome: "succeeded"; session: CheckoutSession }
  | { outcome: "already_complete"; session: CheckoutSession }
  | { outcome: "declined"; session: CheckoutSession; error: PayError }
  | { outcome: "requires_action"; session: CheckoutSession; intent: string }
  | { outcome: "refused"; session: CheckoutSession; error: PayError }
  | { outcome: "expired"; session: CheckoutSession };

export type PayError = { code: string; message: string; decline_code?: string };

export const errorOf = (reason: Decline): PayError => ({
  code: reason.code,
  message: reason.message,
  decline_code: reason.declineCode,
});

export const wrongCard = (session: CheckoutSession, message: string): PayOutcome => ({
  outcome: "declined",
  session,
  error: { code: "incorrect_number", message },
});
