import { change, type World } from "../state/world.ts";
import type { Subscription } from "../wire/stored.ts";
import { phaseItems } from "./phases.ts";
import { currentPhase, scheduleOf } from "./schedule.ts";

/**
 * A subscription was changed directly: the running phase of its schedule says the same from now on, the
 * phases after it stay.
 */
export function followSubscription(world: World, subscription: Subscription): void {
  const schedule = scheduleOf(world, subscription);
  const phase = schedule && currentPhase(schedule);
  if (schedule === undefined || phase === undefined) return;
  const items = phaseItems(subscription);
  if (JSON.stringify(items) === JSON.stringify(phase.items)) return;
  const phases = schedule.phases.map((known) => (known === phase ? { ...known, items } : known));
  change(
    world,
    { kind: "subscription_schedules", event: "subscription_schedule.updated" },
    { ...schedule, phases },
  );
}
