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
  for (const schedule of sim.stripe.schedules.values())
    if (schedule.subscriptionId === subscription.id)
      sim.stripe.schedules.set(schedule.id, { ...schedule, status: "released" });
  const { id, accountId, status, customerId } = ended;
  emit(sim, "customer.subscription.deleted", customerId, { id, accountId, status });
  emit(sim, "customer.updated", customerId);
}
