import type { Subscription } from "@idem/domain";

/** Who looks at a preview for longer than a quarter of an hour is shown another before anything is charged. */
const maxAgeMs = 900_000;
/** How far nodes' clocks may be apart. No later: prorated to the end of the period, an upgrade would cost nothing. */
const maxAheadMs = 60_000;

/** Whether a second that was shown may still be charged for. */
export function isRecent(prorationDateMs: number, nowMs: number): boolean {
  const ageMs = nowMs - prorationDateMs;
  return ageMs <= maxAgeMs && ageMs >= -maxAheadMs;
}

/**
 * The second to prorate to, now: Stripe counts in whole seconds, and refuses one before the period. Where our clock is a
 * little behind Stripe's, now is before a period that has just begun, and its first second is meant.
 */
export function thisSecond({ currentPeriodStartMs }: Subscription, nowMs: number): number {
  const second = Math.floor(nowMs / 1_000) * 1_000;
  const isJustBegun =
    currentPeriodStartMs !== null &&
    currentPeriodStartMs > second &&
    isRecent(currentPeriodStartMs, nowMs);
  return isJustBegun ? currentPeriodStartMs : second;
}
