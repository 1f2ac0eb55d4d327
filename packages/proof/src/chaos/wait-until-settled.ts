import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { ChaosWorld } from "./chaos-world.ts";
import { readOpenEnds } from "./collect-evidence.ts";

/** Stripe waits up to hours before it tries an event again that nobody took: after this long its clock is moved on. */
const stripeWaitsMs = 10_000;
const movedMs = 600_000;

/** Looks until nothing is open any more: no effect in doubt, no event due, none at Stripe. `false` if that never comes. */
export async function waitUntilSettled(
  client: pg.Client,
  { stripe, control }: Pick<ChaosWorld, "stripe" | "control">,
  { withinMs, signal }: { withinMs: number; signal: AbortSignal },
): Promise<boolean> {
  const beganMs = performance.now();
  const endsAtMs = beganMs + withinMs;
  while (performance.now() < endsAtMs) {
    const { unknownEffects, undoneEvents } = await readOpenEnds(client);
    if (unknownEffects.length === 0 && undoneEvents.length === 0) {
      const { undelivered } = await stripe.look();
      if (undelivered === 0) return true;
      if (performance.now() > beganMs + stripeWaitsMs) await control.advanceClock(movedMs);
    }
    await pause(250, null, { signal });
  }
  return false;
}
