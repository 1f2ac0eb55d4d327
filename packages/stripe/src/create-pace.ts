import { setTimeout as pause } from "node:timers/promises";
import type { StripeSettings } from "./open-stripe.ts";

/** Begins each piece of work when its time has come, in the order in which they came. */
export type Pace = <T>(work: () => Promise<T>) => Promise<T>;

/** A quarter of a second's worth may begin at once: a few bells that ring together need not wait for each other. */
const usualBurstMs = 250;

/**
 * Begins at most `perSecond` pieces of work a second. A day's backlog of events would otherwise ask Stripe as fast as
 * this process can, be answered 429, and take the buyers' share of what Stripe allows.
 */
export function createPace(perSecond: number, { burstMs = usualBurstMs } = {}): Pace {
  const stepMs = 1_000 / perSecond;
  let nextMs = Number.NEGATIVE_INFINITY;
  const turn = async (): Promise<void> => {
    const waitMs = nextMs - performance.now();
    if (waitMs > 0) await pause(waitMs);
    // From when it really begins: a process that stood still must not make up for it at Stripe's expense.
    nextMs = Math.max(nextMs, performance.now() - Math.max(burstMs, stepMs)) + stepMs;
  };
  let last = Promise.resolve();
  return async (work) => {
    last = last.then(turn);
    await last;
    return work();
  };
}

/**
 * Stripe allows 100 reads a second, 25 with a test key: a fifth stays for buyers. A look is one read, and one more while
 * a checkout is open.
 */
export const looksPerSecond = ({
  secretKey,
  apiBase,
}: Pick<StripeSettings, "secretKey" | "apiBase">): number =>
  apiBase === null && secretKey.includes("_test_") ? 20 : 80;
