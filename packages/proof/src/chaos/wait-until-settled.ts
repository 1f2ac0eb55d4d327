import { setTimeout as pause } from "node:timers/promises";
import type pg from "pg";
import type { ChaosStripe } from "./chaos-stripe.ts";
import { readOpenEnds } from "./collect-evidence.ts";

/** Looks until nothing is open any more: no effect in doubt, no event due, none at Stripe. `false` if that never comes. */
export async function waitUntilSettled(
  client: pg.Client,
  stripe: ChaosStripe,
  { withinMs, signal }: { withinMs: number; signal: AbortSignal },
): Promise<boolean> {
  const endsAtMs = performance.now() + withinMs;
  while (performance.now() < endsAtMs) {
    const { unknownEffects, undoneEvents } = await readOpenEnds(client);
    if (unknownEffects.length === 0 && undoneEvents.length === 0) {
      const { undelivered } = await stripe.look();
      if (undelivered === 0) return true;
    }
    await pause(250, null, { signal });
  }
  return false;
}
