import type { Sim } from "../sim.ts";
import { emit, second } from "./emit.ts";
import type { SubscriptionObject } from "./state.ts";

export function endSubscription(
  sim: Sim,
  subscription: SubscriptionObject,
  endedBy: NonNullable<SubscriptionObject["endedBy"]>,
): void {
  const ended: SubscriptionObject = {
    ...subscription,
    status: "canceled",
    endedMs: second(sim.clocks),
    endedBy,
  };
  sim.stripe.subscriptions.set(subscription.id, ended);
  for (const type of ["customer.subscription.deleted", "customer.updated"])
    emit(sim, type, subscription.customerId);
}
