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
  return async (work) => {
    const nowMs = performance.now();
    const turnMs = Math.max(nextMs, nowMs - burstMs);
    nextMs = turnMs + stepMs;
    if (turnMs > nowMs) await pause(turnMs - nowMs);
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
