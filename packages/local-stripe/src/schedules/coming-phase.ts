import { unstoredDiscount } from "../changes/discounts.ts";
import type { World } from "../state/world.ts";
import type { Discount, Subscription, SubscriptionSchedule } from "../wire/stored.ts";
import { inPhase, movesAnchor, phaseDiscounts } from "./enter-phase.ts";
import { nextPhase, scheduleOf } from "./schedule.ts";

type Coming = { subscription: Subscription; discounts: Discount[] | undefined };

/** What its schedule makes of a subscription in the period that begins `at`; nothing is stored. */
export function comingPhase(
  world: World,
  subscription: Subscription,
  { at, schedule: given }: { at: number; schedule: SubscriptionSchedule | undefined },
): Coming {
  const unchanged = { subscription, discounts: undefined };
  const schedule = given ?? scheduleOf(world, subscription);
  if (schedule === undefined || (schedule.current_phase?.end_date ?? at) > at) return unchanged;
  const phase = nextPhase(schedule);
  if (phase === undefined) return unchanged;
  const after = inPhase(world, subscription, { phase, schedule });
  const { customer } = subscription;
  const discounts = phaseDiscounts(world, after, phase).map((wanted, place) =>
    wanted.is === "kept"
      ? wanted.discount
      : unstoredDiscount(world, { source: wanted.source, customer, at: place }),
  );
  const moved = movesAnchor(subscription, after, phase);
  return { subscription: moved ? { ...after, billing_cycle_anchor: at } : after, discounts };
}
