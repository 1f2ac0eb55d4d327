import type Stripe from "stripe";
import { priceOf, startAt, subscribe } from "./running.ts";

export const start = "2026-04-01T00:00:00Z";
export const seconds = (date: string) => new Date(date).getTime() / 1000;

/** A monthly $30 subscription whose schedule goes down to $10 at the renewal. */
export async function downgrade(next: Partial<Stripe.SubscriptionScheduleUpdateParams.Phase> = {}) {
  const local = await startAt(start);
  const { stripe } = local;
  const [big, small] = [await priceOf(stripe, 3000), await priceOf(stripe, 1000)];
  const running = await subscribe(stripe, big);
  const made = await stripe.subscriptionSchedules.create({
    from_subscription: running.subscription.id,
  });
  const [phase] = made.phases;
  const schedule = await stripe.subscriptionSchedules.update(made.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price: big, quantity: 1 }],
      },
      {
        items: [{ price: small }],
        duration: { interval: "month", interval_count: 1 },
        proration_behavior: "none",
        ...next,
      },
    ],
  });
  return { ...local, ...running, schedule, big, small, id: running.subscription.id };
}
