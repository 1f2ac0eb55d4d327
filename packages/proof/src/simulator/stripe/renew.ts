import { toStripeInvoiceId } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { scheduleOf } from "./act.ts";
import { emit, second } from "./emit.ts";
import { endSubscription } from "./end-subscription.ts";
import { monthMs } from "./month.ts";
import { prices } from "./prices.ts";
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
  const invoice = invoiceAfter(sim, subscription, isPaid);
  const openInvoiceId = isPaid ? null : invoice.id;
  const next = isPaid ? nextPhase(sim, subscription) : {};
  const earlier =
    invoice.id === subscription.invoice.id
      ? subscription.earlier
      : [...subscription.earlier, subscription.invoice];
  change(sim, { ...subscription, ...next, status, periodEndMs, openInvoiceId, invoice, earlier });
  emit(sim, isPaid ? "invoice.paid" : "invoice.payment_failed", subscription.customerId);
}

/** What a schedule has planned comes true with the renewal, and then the schedule lets go. */
function nextPhase(sim: Sim, { id }: SubscriptionObject): Partial<SubscriptionObject> {
  const schedule = scheduleOf(sim, id);
  if (!schedule) return {};
  sim.stripe.schedules.set(schedule.id, { ...schedule, status: "released" });
  return schedule.next ?? {};
}

/** The one that could not be collected is collected at last; every other period has one of its own. */
function invoiceAfter(
  sim: Sim,
  { status, invoice, stripePriceId }: SubscriptionObject,
  isPaid: boolean,
): SubscriptionObject["invoice"] {
  const price = prices.find((one) => one.stripePriceId === stripePriceId);
  const its =
    status === "past_due"
      ? invoice
      : { id: toStripeInvoiceId(sim.newId("in")), total: price?.unitAmount ?? 0 };
  return { ...its, status: isPaid ? "paid" : "open", paidAtMs: isPaid ? second(sim.clocks) : null };
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
