import type { Quote } from "@idem/domain";
import type { Answers } from "../../app/idem.ts";
import type { CheckoutEvent } from "./checkout-reducer.ts";
import { type CheckoutState, type Draft, draftOf } from "./checkout-state.ts";

type Started = Extract<CheckoutEvent, { event: "started" | "start_failed" }>;
type Refusal = Extract<Answers["checkout"]["start"], { is: "refused" }>;

/** What an answer to `checkout.start` makes of the screen. One that belongs to an older revision is dropped (G9). */
export function reduceStarted(state: CheckoutState, event: Started): CheckoutState {
  if (state.is !== "starting" || state.revision !== event.revision) return state;
  const { quote } = state;
  const draft = draftOf(state);
  if (event.event === "start_failed")
    return { ...draft, is: "start_failed", failure: event.failure };
  const { answer } = event;
  if (answer.is === "refused") return refused(draft, quote, answer);
  const known = { ...draft, shown: answer.quote, lastSessionId: answer.sessionId };
  switch (answer.ui) {
    case "embedded":
      return {
        ...known,
        is: "paying",
        quote: answer.quote,
        session: { sessionId: answer.sessionId, clientSecret: answer.clientSecret },
      };
    case "hosted":
      // Whoever comes back from there chooses anew, inside our page: the next revision already stands in the address.
      return {
        ...known,
        ui: "embedded",
        revision: draft.revision + 1,
        is: "leaving",
        to: { is: "hosted", url: answer.url },
      };
  }
}

function refused(draft: Draft, quote: Quote, answer: Refusal): CheckoutState {
  switch (answer.reason) {
    case "code_rejected": {
      const fresh = answer.quote ?? withoutDiscount(quote, answer.message);
      return {
        ...draft,
        is: "ready",
        quote: fresh,
        shown: fresh,
        codeAttention: draft.codeAttention + 1,
      };
    }
    case "price_changed": {
      const fresh = answer.quote ?? quote;
      return {
        ...draft,
        is: "price_changed",
        quote: fresh,
        shown: fresh,
        shownBefore: quote.dueToday,
      };
    }
    case "already_paid":
      return { ...draft, is: "leaving", to: { is: "paid", sessionId: draft.lastSessionId } };
    case "already_subscribed":
    case "price_unavailable":
    case "seats_unavailable":
    case "provider_refused":
    case "provider_unavailable":
    case "superseded":
    case "currency_conflict":
      return { ...draft, is: "refused", reason: answer.reason, message: answer.message };
  }
}

/** For a rejection without its quote: the discount that was shown no longer holds. */
function withoutDiscount(quote: Quote, message: string): Quote {
  if (quote.code.is === "none") return quote;
  return {
    ...quote,
    discount: 0,
    dueToday: quote.subtotal,
    code: { is: "rejected", code: quote.code.code, reason: "unknown", message },
  };
}
