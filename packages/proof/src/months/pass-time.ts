import { until } from "../world/until.ts";
import type { MonthsWorld } from "./months-world.ts";

/** As many requests as a small local Stripe takes at once without queueing them for long. */
const atOnce = 20;

/** Moves test clocks to a moment, and our nodes with them; answers when Stripe has done all that fell due on the way. */
export async function passTime(
  { stripe, time }: Pick<MonthsWorld, "stripe" | "time">,
  clocks: readonly string[],
  untilMs: number,
): Promise<void> {
  const frozen_time = untilMs / 1_000;
  await inTurn(clocks, async (clock) => {
    await stripe.testHelpers.testClocks.advance(clock, { frozen_time });
  });
  await until("every test clock has advanced", () => areReady(stripe), { withinMs: 60_000 });
  time.nowMs = untilMs;
}

async function areReady({ testHelpers }: MonthsWorld["stripe"]): Promise<boolean> {
  for await (const { id, status } of testHelpers.testClocks.list({ limit: 100 })) {
    if (status === "internal_failure") throw new Error(`The test clock ${id} failed to advance.`);
    if (status !== "ready") return false;
  }
  return true;
}

/** Does something for each, a few at a time. */
export async function inTurn<T>(
  items: readonly T[],
  work: (item: T) => Promise<void>,
): Promise<void> {
  const waiting = items.values();
  const hand = async () => {
    for (const item of waiting) await work(item);
  };
  await Promise.all(Array.from({ length: Math.min(atOnce, items.length) }, hand));
}
