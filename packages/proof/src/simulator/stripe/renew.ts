import type { Sim } from "../sim.ts";
import { monthMs } from "./by-hand.ts";
import { emit, second } from "./emit.ts";
import { endSubscription } from "./end-subscription.ts";
import type { SubscriptionObject } from "./state.ts";

/**
 * A period is over. One that was to end ends. A payment that fails leaves it past due: live, as it may still charge; one
 * that fails again ends it; one that works makes it active, as if nothing had been.
 */
export function renew(sim: Sim, subscription: SubscriptionObject, isPaid: boolean): void {
  const { clocks } = sim;
  const isOver = !isPaid && subscription.status === "past_due";
  if (subscription.cancelAtMs !== null || isOver) {
    endSubscription(sim, subscription, isOver ? "unpaid" : "hand");
    return;
  }
  const status = isPaid ? "active" : "past_due";
  const periodEndMs = isPaid ? second(clocks) + monthMs : subscription.periodEndMs;
  change(sim, { ...subscription, status, periodEndMs });
  emit(sim, isPaid ? "invoice.paid" : "invoice.payment_failed", subscription.customerId);
}

/** To be ended when its period is over, until which it lives; or not to be ended after all. */
export function cancelLater(sim: Sim, subscription: SubscriptionObject): void {
  const { cancelAtMs, periodEndMs } = subscription;
  change(sim, { ...subscription, cancelAtMs: cancelAtMs === null ? periodEndMs : null });
}

function change(sim: Sim, changed: SubscriptionObject): void {
  sim.stripe.subscriptions.set(changed.id, changed);
  const { id, accountId, status, customerId } = changed;
  emit(sim, "customer.subscription.updated", customerId, { id, accountId, status });
}
