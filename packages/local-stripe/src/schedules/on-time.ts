import { change, type World } from "../state/world.ts";
import { StripeFailure } from "../wire/failure.ts";
import { advance, planSchedule } from "./advance.ts";
import { startSchedule } from "./create.ts";

/** Schedules begin, change phase and end by themselves, also after a restart. */
export function scheduleOnTime(world: World): void {
  world.onDue("schedule", (id) => {
    const schedule = world.store.subscription_schedules.get(id);
    if (schedule?.status === "active") advance(world, schedule);
    if (schedule?.status !== "not_started") return;
    if ((schedule.phases[0]?.start_date ?? 0) > world.now()) return;
    try {
      startSchedule(world, schedule);
    } catch (fault) {
      // Without a card, for example. Stripe gives such a schedule up.
      if (!(fault instanceof StripeFailure)) throw fault;
      const given = { ...schedule, canceled_at: world.now(), status: "canceled" as const };
      change(
        world,
        { kind: "subscription_schedules", event: "subscription_schedule.aborted" },
        given,
      );
    }
  });
  for (const schedule of world.store.subscription_schedules.values()) {
    planSchedule(world, schedule);
  }
}
