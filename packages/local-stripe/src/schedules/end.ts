import { change, type World } from "../state/world.ts";
import type { Subscription, SubscriptionSchedule } from "../wire/stored.ts";

/** Lets a subscription go: what it has now stays, what was planned does not happen. */
export function released(world: World, schedule: SubscriptionSchedule): SubscriptionSchedule {
  return change(
    world,
    { kind: "subscription_schedules", event: "subscription_schedule.released" },
    {
      ...schedule,
      current_phase: null,
      released_at: world.now(),
      released_subscription: schedule.subscription,
      status: "released",
      subscription: null,
    },
  );
}

/** The subscription without its schedule; the end that the schedule had planned goes with it. */
export const freed = (
  subscription: Subscription,
  schedule: SubscriptionSchedule,
  keepsEnd = false,
): Subscription => ({
  ...subscription,
  ...(schedule.end_behavior === "cancel" && !keepsEnd
    ? { cancel_at: null, canceled_at: null, cancel_at_period_end: false }
    : {}),
  schedule: null,
});

/** A subscription has ended: its schedule is completed when it was to end then, else cancelled. */
export function endSchedule(world: World, subscription: Subscription): void {
  const schedule = world.store.subscription_schedules.get(subscription.schedule ?? "");
  if (schedule?.status !== "active") return;
  const last = Math.max(...schedule.phases.map((phase) => phase.end_date));
  const asPlanned = schedule.end_behavior === "cancel" && subscription.cancel_at === last;
  const now = world.now();
  change(
    world,
    {
      kind: "subscription_schedules",
      event: `subscription_schedule.${asPlanned && last <= now ? "completed" : "canceled"}`,
    },
    asPlanned && last <= now
      ? { ...schedule, completed_at: now, current_phase: null, status: "completed" }
      : { ...schedule, canceled_at: now, current_phase: null, status: "canceled" },
  );
}
