import { dropPending } from "../changes/drop-pending.ts";
import { makeChange } from "../changes/make-change.ts";
import { planChange } from "../changes/plan-change.ts";
import { change, type World } from "../state/world.ts";
import type { Subscription, SubscriptionSchedule } from "../wire/stored.ts";
import { freed, released } from "./end.ts";
import { enter, movesAnchor } from "./enter-phase.ts";
import type { Phase } from "./phases.ts";
import { lastEnd, nextPhase, scheduleOf } from "./schedule.ts";

/**
 * The subscription as it goes into a period that begins `at`: when its schedule comes to a phase or to its
 * end there, with what that brings. Nothing is prorated at the end of a period. Called by the renewal.
 */
export function scheduledAt(world: World, subscription: Subscription, at: number): Subscription {
  const schedule = scheduleOf(world, subscription);
  if (schedule === undefined || (schedule.current_phase?.end_date ?? at) > at) return subscription;
  const phase = nextPhase(schedule);
  if (phase === undefined) {
    if (schedule.end_behavior === "cancel") return subscription;
    released(world, schedule);
    return freed(subscription, schedule);
  }
  if (subscription.pending_update !== null) dropPending(world, subscription.id);
  const current = world.store.subscriptions.get(subscription.id) ?? subscription;
  const after = enter(world, current, { phase, schedule });
  begin(world, schedule, phase);
  return movesAnchor(current, after, phase) ? { ...after, billing_cycle_anchor: at } : after;
}

/** A phase that begins in the middle of a period changes the subscription as an update would. */
function advanceWithin(world: World, schedule: SubscriptionSchedule, subscription: Subscription) {
  const phase = nextPhase(schedule);
  if (phase === undefined) {
    if (schedule.end_behavior === "cancel") return;
    released(world, schedule);
    const after = freed(subscription, schedule);
    change(world, { kind: "subscriptions", event: "customer.subscription.updated" }, after);
    return;
  }
  if (subscription.pending_update !== null) dropPending(world, subscription.id);
  const before = world.store.subscriptions.get(subscription.id) ?? subscription;
  begin(world, schedule, phase);
  const entered = enter(world, before, { phase, schedule });
  changeTo(world, before, { entered, phase, behaviour: phase.proration_behavior });
}

type Entering = { entered: Subscription; phase: Phase; behaviour: string };

/** Makes what a phase says of items true of a subscription in the middle of its period. */
export function changeTo(
  world: World,
  before: Subscription,
  { entered, phase, behaviour }: Entering,
): Subscription {
  const resets = movesAnchor(before, entered, phase);
  const prorated =
    behaviour === "none" || behaviour === "always_invoice" ? behaviour : "create_prorations";
  // The items are given to the plan as a wish, so that it sees what they were before.
  const base = { ...entered, items: before.items };
  const planned = planChange(world, base, {
    items: entered.items.data,
    anchor: resets ? "now" : undefined,
    trialEnd: undefined,
    behaviour: prorated,
    prorationDate: undefined,
    discounts: undefined,
  });
  return makeChange(world, before, { change: planned, behaviour: "allow_incomplete" });
}

/** Says of a schedule that a phase has begun, and plans the next. */
function begin(world: World, schedule: SubscriptionSchedule, phase: Phase): void {
  const { start_date, end_date } = phase;
  const after = { ...schedule, current_phase: { start_date, end_date } };
  change(world, { kind: "subscription_schedules", event: "subscription_schedule.updated" }, after);
  planSchedule(world, after);
}

const weekSeconds = 7 * 24 * 60 * 60;

/** Plans, on its own clock, when a schedule has to be looked at again. */
export function planSchedule(world: World, schedule: SubscriptionSchedule): void {
  const plan = (at: number) =>
    world.on(schedule.test_clock ?? undefined, () =>
      world.plan("schedule", schedule.id, at * 1000),
    );
  if (schedule.status === "not_started") plan(schedule.phases[0]?.start_date ?? 0);
  if (schedule.status !== "active" || schedule.current_phase === null) return;
  plan(schedule.current_phase.end_date);
  const notice = lastEnd(schedule) - weekSeconds;
  if (notice > world.now()) plan(notice);
}

/** What is due of a running schedule: a notice of its end, or a phase that no renewal brings. */
export function advance(world: World, schedule: SubscriptionSchedule): void {
  const now = world.now();
  const subscription = world.store.subscriptions.get(schedule.subscription ?? "");
  const end = schedule.current_phase?.end_date ?? now;
  if (subscription === undefined) return;
  const notice = lastEnd(schedule) - weekSeconds;
  if (now >= notice && now < notice + 60) {
    world.emit("subscription_schedule.expiring", schedule);
  }
  if (end > now) return;
  const renewal = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  if (renewal > end) advanceWithin(world, schedule, subscription);
}
