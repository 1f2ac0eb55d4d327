import type { World } from "../state/world.ts";
import type { Subscription } from "../wire/stored.ts";
import { billingSettings } from "./billing-settings.ts";
import { days } from "./period.ts";

/** Stripe tells of a trial's end this long before. */
const trialNoticeDays = 3;

type Notices = { trialEnd: number | null; periodEnd: number | null };

/** When something has to be told ahead of time that has not been told yet (Unix seconds). */
export function noticesDue(world: World, subscription: Subscription): Notices {
  const told = world.store.notices.get(subscription.id);
  const { status, trial_end: trialEnd } = subscription;
  const end = periodEndOf(subscription);
  const { upcomingDays } = billingSettings(world);
  const renews =
    (status === "active" || status === "trialing" || status === "past_due") &&
    upcomingDays > 0 &&
    end !== null &&
    (subscription.cancel_at === null || subscription.cancel_at > end) &&
    longerThan(subscription, days(upcomingDays));
  return {
    trialEnd:
      status === "trialing" && trialEnd !== null && told?.trialEnd !== trialEnd
        ? trialEnd - days(trialNoticeDays)
        : null,
    periodEnd: renews && told?.periodEnd !== end ? end - days(upcomingDays) : null,
  };
}

/** Remembers that a subscription's trial end or period end has been told. */
export function noteTold(
  world: World,
  subscription: Subscription,
  told: Partial<Record<"trialEnd" | "periodEnd", true>>,
): void {
  const before = world.store.notices.get(subscription.id);
  world.store.notices.put(subscription.id, {
    id: subscription.id,
    trialEnd: told.trialEnd ? subscription.trial_end : (before?.trialEnd ?? null),
    periodEnd: told.periodEnd ? periodEndOf(subscription) : (before?.periodEnd ?? null),
  });
}

/** Tells that a trial will end, when that is three days away or less. */
export function announceTrialEnd(world: World, subscription: Subscription): void {
  const { trialEnd } = noticesDue(world, subscription);
  if (trialEnd === null || trialEnd > world.now()) return;
  noteTold(world, subscription, { trialEnd: true });
  world.emit("customer.subscription.trial_will_end", subscription);
}

function periodEndOf({ items }: Subscription): number | null {
  const ends = items.data.map((item) => item.current_period_end);
  return ends.length === 0 ? null : Math.min(...ends);
}

/** A renewal every few days is not worth telling of days before. */
const longerThan = ({ items }: Subscription, seconds: number): boolean =>
  items.data.every((item) => item.current_period_end - item.current_period_start > seconds);
