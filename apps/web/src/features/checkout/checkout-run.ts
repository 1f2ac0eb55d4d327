import type { Answers, Failure } from "../../app/idem.ts";
import { type CheckoutEvent, reduceCheckout } from "./checkout-reducer.ts";
import type { CheckoutState, Question } from "./checkout-state.ts";

/** Long enough that a code typed at a normal pace is asked about once, short enough to feel answered at once. */
const typingPauseMs = 450;

export type CheckoutPorts = {
  quote(question: Question, signal: AbortSignal): Promise<Answers["checkout"]["quote"]>;
  start(request: StartRequest): Promise<Answers["checkout"]["start"]>;
  failureOf(error: unknown): Failure;
  /** Called after each change, with what was before: the address is kept in step here. */
  changed(next: CheckoutState, before: CheckoutState): void;
};

export type StartRequest = Question & {
  revision: number;
  ui: "embedded" | "hosted";
  replace: boolean;
  shownDueToday: number;
};

export type CheckoutRun = {
  current(): CheckoutState;
  subscribe(listener: () => void): () => void;
  send(event: CheckoutEvent): void;
  /** Begins to act on the state; the answer stops it, with everything under way abandoned. */
  open(): () => void;
};

/**
 * Carries out what the states ask for: `quoting` has one price request in flight, `starting` one start, `editing` one
 * timer. Leaving a state ends what it began, so an answer nobody waits for is aborted rather than sorted out later.
 */
export function createCheckoutRun(initial: CheckoutState, ports: CheckoutPorts): CheckoutRun {
  let state = initial;
  let isOpen = false;
  let work = new AbortController();
  const listeners = new Set<() => void>();

  function send(event: CheckoutEvent): void {
    const before = state;
    state = reduceCheckout(before, event);
    if (state === before) return;
    if (isOpen && taskOf(state) !== taskOf(before)) act();
    ports.changed(state, before);
    for (const listener of listeners) listener();
  }

  function act(): void {
    work.abort();
    work = new AbortController();
    const { signal } = work;
    const doing = state;
    if (doing.is === "editing") {
      const timer = setTimeout(() => send({ event: "code_settled" }), typingPauseMs);
      signal.addEventListener("abort", () => clearTimeout(timer));
    }
    if (doing.is === "quoting") {
      const { priceId, quantity, code } = doing;
      const question = { priceId, quantity, code };
      ports.quote(question, signal).then(
        (answer) => signal.aborted || send({ event: "quoted", question, answer }),
        (error: unknown) =>
          signal.aborted ||
          send({ event: "quote_failed", question, failure: ports.failureOf(error) }),
      );
    }
    if (doing.is === "starting") {
      const { priceId, quantity, code, revision, ui, replace, quote } = doing;
      const asked = { priceId, quantity, code, revision, ui, replace };
      ports.start({ ...asked, shownDueToday: quote.dueToday }).then(
        (answer) => isOpen && send({ event: "started", revision, answer }),
        (error: unknown) =>
          isOpen && send({ event: "start_failed", revision, failure: ports.failureOf(error) }),
      );
    }
  }

  return {
    current: () => state,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    send,
    open: () => {
      isOpen = true;
      act();
      return () => {
        isOpen = false;
        work.abort();
      };
    },
  };
}

/** Two states with the same task share its work; each keystroke is a task of its own, which restarts the pause. */
function taskOf(state: CheckoutState): string {
  switch (state.is) {
    case "editing":
      return `editing ${state.typed}`;
    case "quoting":
      return `quoting ${state.priceId} ${state.quantity} ${state.code ?? ""}`;
    case "starting":
      return `starting ${state.revision}`;
    case "quote_failed":
    case "ready":
    case "price_changed":
    case "refused":
    case "start_failed":
    case "paying":
    case "leaving":
      return state.is;
  }
}
