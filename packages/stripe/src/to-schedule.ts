import type { StripeSubscription } from "@idem/billing";
import type Stripe from "stripe";

const nothing = { scheduleId: null, scheduledPhase: null };

/** The schedule that steers a subscription, and the phase it will come to next. One that was released steers nothing. */
export function toSchedule(
  schedule: Stripe.SubscriptionSchedule | null,
): Pick<StripeSubscription, "scheduleId" | "scheduledPhase"> {
  if (schedule === null || (schedule.status !== "active" && schedule.status !== "not_started"))
    return nothing;
  const endOfCurrent = schedule.current_phase?.end_date ?? 0;
  const next = schedule.phases.find(({ start_date }) => start_date >= endOfCurrent);
  const item = next?.items[0];
  if (next === undefined || item === undefined)
    return { scheduleId: schedule.id, scheduledPhase: null };
  return {
    scheduleId: schedule.id,
    scheduledPhase: {
      stripePriceId: typeof item.price === "string" ? item.price : item.price.id,
      quantity: item.quantity ?? 1,
      atMs: next.start_date * 1_000,
    },
  };
}
