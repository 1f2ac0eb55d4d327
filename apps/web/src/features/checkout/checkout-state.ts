import type { CheckoutRefusal, CheckoutUi, Quote } from "@idem/domain";
import type { Failure } from "../../app/idem.ts";

/**
 * The checkout screen is always in exactly one of these states.
 *
 * editing       the code field holds text that was not asked about yet
 * quoting       a price is on its way; the last one stays on the screen
 * ready         the price of this choice is known; its code may still be rejected
 * quote_failed  the price did not come
 * starting      "Continue" was pressed; the one start of this revision is on its way
 * price_changed the server charges another total than was shown: it is shown and asked about again
 * refused       the server said no to the start
 * start_failed  the start brought no answer; asking again is safe
 * paying        a session is open and its page is shown
 * leaving       on the way to another page
 */
export type CheckoutState = Draft & Phase;

export type Phase =
  | { is: "editing" }
  | { is: "quoting" }
  | { is: "quote_failed"; failure: Failure }
  | { is: "ready"; quote: Quote }
  | { is: "starting"; quote: Quote }
  | { is: "price_changed"; quote: Quote; shownBefore: number }
  | { is: "refused"; reason: CheckoutRefusal; message: string }
  | { is: "start_failed"; failure: Failure }
  | { is: "paying"; quote: Quote; session: OpenSession }
  | { is: "leaving"; to: Destination };

export type OpenSession = { sessionId: string; clientSecret: string };

export type Destination =
  | { is: "hosted"; url: string }
  /** Paid already, in another tab perhaps; the session is known if this tab had opened one. */
  | { is: "paid"; sessionId: string | null };

/** What the customer has chosen so far. It outlives every phase, so nothing typed is ever lost. */
export type Draft = {
  priceId: string;
  /** Seats. */
  quantity: number;
  /** The code field as it stands, with the customer's own spelling. */
  typed: string;
  /** The code that was asked about: trimmed, upper case, `null` for none. */
  code: string | null;
  /** Ends a live subscription when this checkout is paid. */
  replace: boolean;
  ui: CheckoutUi;
  /** Rises with every change of choice; the server lets the highest of an attempt win. */
  revision: number;
  /** The last price that arrived, kept while the next one is being checked. */
  shown: Quote | null;
  /** "Continue" was pressed before the price was known; it goes on by itself once it is. */
  pressed: boolean;
  /** Rises each time the code field must be opened and focused. */
  codeAttention: number;
  lastSessionId: string | null;
};

export type Question = { priceId: string; quantity: number; code: string | null };

/** What a page address remembers of a checkout. */
export type Opening = {
  priceId: string;
  quantity: number;
  code: string;
  revision: number;
  replace: boolean;
  /** The address says that the pay step was open: it is opened again. */
  wasPaying: boolean;
};

export const openingState = (opening: Opening): CheckoutState => ({
  is: "quoting",
  priceId: opening.priceId,
  quantity: opening.quantity,
  typed: opening.code,
  code: normaliseCode(opening.code),
  replace: opening.replace,
  ui: "embedded",
  revision: opening.revision,
  shown: null,
  pressed: opening.wasPaying,
  codeAttention: 0,
  lastSessionId: null,
});

/** As the server reads codes: without regard to case or surrounding space; empty means none. */
export function normaliseCode(typed: string): string | null {
  const code = typed.trim().toUpperCase();
  return code === "" ? null : code;
}

export const isQuestionOf = (draft: Draft, question: Question): boolean =>
  draft.priceId === question.priceId &&
  draft.quantity === question.quantity &&
  draft.code === question.code;

/** Leaves the phase behind, so that no field of an old phase lingers in a new one. */
export const draftOf = (draft: Draft): Draft => ({
  priceId: draft.priceId,
  quantity: draft.quantity,
  typed: draft.typed,
  code: draft.code,
  replace: draft.replace,
  ui: draft.ui,
  revision: draft.revision,
  shown: draft.shown,
  pressed: draft.pressed,
  codeAttention: draft.codeAttention,
  lastSessionId: draft.lastSessionId,
});
