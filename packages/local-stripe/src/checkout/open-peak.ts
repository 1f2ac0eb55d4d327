import type { World } from "../state/world.ts";

/** The most sessions in subscription mode that any one customer had open at once, and whose they were. */
export type OpenPeak = { count: number; customer: string | null };

const peaks = new WeakMap<World, OpenPeak>();

/** Since this process began; creations only can raise it, so `noteOpenSessions` misses none. */
export const openPeak = (world: World): OpenPeak =>
  peaks.get(world) ?? { count: 0, customer: null };

/** Counted at each creation, in the same step: no look from outside is that exact. */
export function noteOpenSessions(world: World, customer: string): void {
  let count = 0;
  const scope = { index: "customer", key: customer };
  for (const [, { mode, status }] of world.store.checkout_sessions.newestFirst(scope))
    if (status === "open" && mode === "subscription") count += 1;
  if (count > openPeak(world).count) peaks.set(world, { count, customer });
}
