import type { CheckoutUi, Quote } from "@idem/domain";
import type { Answers, Failure } from "../../app/idem.ts";
import {
  type CheckoutState,
  type Draft,
  draftOf,
  isQuestionOf,
  normaliseCode,
  type Question,
} from "./checkout-state.ts";
import { reduceStarted } from "./reduce-started.ts";

export type CheckoutEvent =
  | { event: "typed"; text: string }
  /** Typing has stopped, or Enter, blur or paste asks at once. */
  | { event: "code_settled" }
  | { event: "code_removed" }
  | { event: "price_chosen"; priceId: string }
  | { event: "seats_chosen"; quantity: number }
  | { event: "quoted"; question: Question; answer: Answers["checkout"]["quote"] }
  | { event: "quote_failed"; question: Question; failure: Failure }
  | { event: "continued"; ui: CheckoutUi }
  | { event: "replacement_confirmed" }
  | { event: "retried" }
  | { event: "started"; revision: number; answer: Answers["checkout"]["start"] }
  | { event: "start_failed"; revision: number; failure: Failure }
  /** "Change plan or code", or the browser's back button. */
  | { event: "went_back" }
  /** The browser's forward button, to the pay step. */
  | { event: "went_forward" }
  /** The browser brought the page back from its cache, after the way to the provider's page. */
  | { event: "restored" }
  /** The open session ran out; the same choice is asked for anew. */
  | { event: "session_expired" };

/** The one place where the checkout screen changes. Pure: whatever arrives late or twice is decided here. */
export function reduceCheckout(state: CheckoutState, event: CheckoutEvent): CheckoutState {
  switch (event.event) {
    case "typed":
      return typed(state, event.text);
    case "code_settled":
      return state.is === "editing" ? ask(state, { code: normaliseCode(state.typed) }) : state;
    case "code_removed":
      return ask({ ...state, typed: "", pressed: false }, { code: null });
    case "price_chosen":
      return ask(state, { priceId: event.priceId, code: normaliseCode(state.typed) });
    case "seats_chosen":
      return ask(state, { quantity: event.quantity, code: normaliseCode(state.typed) });
    case "quoted":
      return quoted(state, event.question, event.answer);
    case "quote_failed":
      return state.is === "quoting" && isQuestionOf(state, event.question)
        ? { ...draftOf(state), is: "quote_failed", failure: event.failure, pressed: false }
        : state;
    case "continued":
      return continued(state, event.ui);
    case "replacement_confirmed":
      return begin({ ...draftOf(state), replace: true, revision: state.revision + 1 });
    case "retried":
      return retried(state);
    case "started":
    case "start_failed":
      return reduceStarted(state, event);
    case "went_back":
      return wentBack(state);
    case "restored":
      return state.is === "leaving" && state.shown !== null ? settle(state, state.shown) : state;
    case "went_forward":
      return state.is === "paying" || state.is === "starting" ? state : continued(state, state.ui);
    case "session_expired":
      return state.is === "paying"
        ? begin({ ...draftOf(state), revision: state.revision + 1 })
        : state;
  }
}

/** Text that means the code already asked about (a space, another case) is no new question. */
function typed(state: CheckoutState, text: string): CheckoutState {
  if (state.is === "starting" || state.is === "paying" || state.is === "leaving") return state;
  const draft = { ...draftOf(state), typed: text, pressed: false };
  if (normaliseCode(text) !== state.code) return { ...draft, is: "editing" };
  return state.is === "editing" ? ask(draft, {}) : { ...state, ...draft };
}

/** Asks for the price of a choice. A choice that differs from the last one is a new revision; its price stays shown. */
function ask(draft: Draft, change: Partial<Question>): CheckoutState {
  const next = { ...draftOf(draft), ...change };
  const isNew = !isQuestionOf(draft, next);
  const { shown } = draft;
  if (!isNew && shown !== null && isAnswerTo(shown, next)) return settle(next, shown);
  return { ...next, is: "quoting", revision: draft.revision + (isNew ? 1 : 0) };
}

/** An answer to a question that is no longer the question changes nothing, in whatever order answers come. */
function quoted(
  state: CheckoutState,
  question: Question,
  answer: Answers["checkout"]["quote"],
): CheckoutState {
  if ((state.is !== "quoting" && state.is !== "ready") || !isQuestionOf(state, question))
    return state;
  const draft = draftOf(state);
  if (answer.is === "refused")
    return {
      ...draft,
      is: "refused",
      reason: answer.reason,
      message: answer.message,
      pressed: false,
    };
  return settle(draft, answer);
}

/** The price is known: shows it, goes on if "Continue" was pressed meanwhile, and never past a rejected code. */
function settle(draft: Draft, quote: Quote): CheckoutState {
  const next = { ...draftOf(draft), shown: quote, pressed: false };
  if (!draft.pressed) return { ...next, is: "ready", quote };
  if (quote.code.is === "rejected")
    return { ...next, is: "ready", quote, codeAttention: draft.codeAttention + 1 };
  return { ...next, is: "starting", quote };
}

function continued(state: CheckoutState, ui: CheckoutUi): CheckoutState {
  switch (state.is) {
    case "starting":
    case "leaving":
      return state;
    case "paying":
      return ui === state.ui ? state : begin(withUi(draftOf(state), ui));
    case "editing":
      return ask(withUi({ ...state, pressed: true }, ui), { code: normaliseCode(state.typed) });
    case "quoting":
      return { ...withUi(state, ui), is: "quoting", pressed: true };
    case "quote_failed":
      return { ...withUi(draftOf(state), ui), is: "quoting", pressed: true };
    case "ready":
    case "price_changed":
    case "refused":
    case "start_failed":
      return begin(withUi(draftOf(state), ui));
  }
}

/** The way of paying is part of the choice: another one is a new revision of the same attempt. */
const withUi = (draft: Draft, ui: CheckoutUi): Draft =>
  draft.ui === ui ? draft : { ...draft, ui, revision: draft.revision + 1 };

/** Starts with the price on the screen, or fetches it first. */
const begin = (draft: Draft): CheckoutState =>
  draft.shown !== null && isAnswerTo(draft.shown, draft)
    ? settle({ ...draft, pressed: true }, draft.shown)
    : { ...draft, is: "quoting", pressed: true };

function retried(state: CheckoutState): CheckoutState {
  if (state.is === "quote_failed") return { ...draftOf(state), is: "quoting" };
  if (state.is === "refused" || state.is === "start_failed") return begin(draftOf(state));
  return state;
}

function wentBack(state: CheckoutState): CheckoutState {
  if (state.is === "paying" || state.is === "starting")
    return settle({ ...state, pressed: false }, state.quote);
  return state.pressed ? { ...state, pressed: false } : state;
}

const isAnswerTo = (quote: Quote, { priceId, quantity, code }: Question): boolean =>
  quote.priceId === priceId && quote.quantity === quantity && codeOf(quote) === code;

const codeOf = ({ code }: Quote): string | null =>
  code.is === "none" ? null : normaliseCode(code.code);
