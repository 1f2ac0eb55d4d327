import { AsyncLocalStorage } from "node:async_hooks";
import { createPulse } from "./create-pulse.ts";

export type Turnstile = {
  /** Runs the work when this process has time for it; whoever comes meanwhile waits in order. */
  enter<T>(work: () => Promise<T>): Promise<T>;
  /** Runs work that only waits for somebody else: while it lasts, whoever entered does not count as busy. */
  aside<T>(wait: () => Promise<T>): Promise<T>;
};

type Visit = { asides: number; isOver: boolean };

/** More than this, and a read of six short steps would take longer than people notice. */
const lateMs = 1;

/**
 * Keeps this process answering. A hundred buyers who press at once would otherwise be begun at once: their first
 * milliseconds of work add up to a second in which nobody's read is answered and transactions sit idle with their lock.
 * So at most `width` are busy at a time, and while the process runs late nobody is let in; and as most of a purchase is
 * waiting for Stripe, those who wait stand aside and let the next one in.
 *
 * Coming back from aside never waits. So nobody who holds something another one needs can be kept out, and the
 * turnstile can slow work down, but not lock it up.
 */
export function createTurnstile(width: number): Turnstile {
  const visits = new AsyncLocalStorage<Visit>();
  const waiting: (() => void)[] = [];
  const pulse = createPulse(() => letIn());
  let busy = 0;

  /** One at a time: what the last one costs shows in the next beat. */
  function letIn(): void {
    if (busy < width && pulse.lagMs() <= lateMs) {
      const next = waiting.shift();
      if (next !== undefined) {
        busy += 1;
        next();
      }
    }
    pulse.beatWhile(waiting.length > 0 || busy > 0);
  }

  function step(by: 1 | -1): void {
    busy += by;
    letIn();
  }

  return {
    enter: async (work) => {
      await new Promise<void>((resolve) => {
        waiting.push(resolve);
        letIn();
      });
      const visit: Visit = { asides: 0, isOver: false };
      try {
        return await visits.run(visit, work);
      } finally {
        visit.isOver = true;
        if (visit.asides === 0) step(-1);
      }
    },
    aside: async (wait) => {
      const visit = visits.getStore();
      if (visit === undefined || visit.isOver) return wait();
      visit.asides += 1;
      if (visit.asides === 1) step(-1);
      try {
        return await wait();
      } finally {
        visit.asides -= 1;
        if (visit.asides === 0 && !visit.isOver) step(1);
      }
    },
  };
}
