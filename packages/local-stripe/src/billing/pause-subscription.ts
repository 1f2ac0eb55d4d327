import { change, type World } from "../state/world.ts";
import type { Subscription } from "../wire/stored.ts";

/** Pauses a subscription whose trial ended without a card: nothing is invoiced until it is resumed. */
export function pauseSubscription(world: World, subscription: Subscription): void {
  const paused = change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    {
      ...subscription,
      status: "paused",
      status_details: {
        paused: {
          subscription: { type: "trial_end_without_payment_method" },
          transitioned_at: world.now(),
          type: "subscription",
        },
      },
    },
  );
  world.emit("customer.subscription.paused", paused);
}
