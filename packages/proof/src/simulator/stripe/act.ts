import { type ActedIntent, slotOf } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { emit, second } from "./emit.ts";
import { monthMs } from "./month.ts";
import { done, noSuch, refused } from "./say.ts";
import {
  isLiving,
  type ScheduleObject,
  type StripeAnswer,
  type SubscriptionObject,
} from "./state.ts";

/** Does at Stripe what an action on a running subscription asks for; a second time is counted, and held against us. */
export function act(sim: Sim, intent: ActedIntent): StripeAnswer {
  const { stripe } = sim;
  switch (intent.kind) {
    case "subscription.update": {
      const subscription = living(sim, intent.subscriptionId);
      if (!subscription) return noSuch("subscription");
      if (scheduleOf(sim, subscription.id))
        return refused("The subscription is managed by a subscription schedule.");
      const action = slotOf(intent);
      change(sim, { ...subscription, ...updated(subscription, intent.change), action });
      return counted(sim, action, subscription.id);
    }
    case "schedule.create": {
      const subscription = living(sim, intent.subscriptionId);
      if (!subscription) return noSuch("from_subscription");
      if (scheduleOf(sim, subscription.id))
        return refused("The subscription is already attached to a schedule.");
      const id = sim.newId("sub_sched");
      const fresh = { id, subscriptionId: subscription.id, next: null, action: null };
      stripe.schedules.set(id, { ...fresh, status: "active" });
      emit(sim, "subscription_schedule.created", subscription.customerId);
      return counted(sim, slotOf(intent), id);
    }
    case "schedule.plan": {
      const schedule = stripe.schedules.get(intent.scheduleId);
      if (schedule?.status !== "active") return refused("The schedule is not active.");
      const { stripePriceId, quantity } = intent.to;
      const action = slotOf(intent);
      stripe.schedules.set(schedule.id, { ...schedule, next: { stripePriceId, quantity }, action });
      tell(sim, schedule, "subscription_schedule.updated");
      return counted(sim, action, schedule.id);
    }
    case "schedule.release": {
      const schedule = stripe.schedules.get(intent.scheduleId);
      if (schedule?.status !== "active") return refused("The schedule is not active.");
      stripe.schedules.set(schedule.id, { ...schedule, status: "released" });
      tell(sim, schedule, "subscription_schedule.released");
      return counted(sim, slotOf(intent), schedule.id);
    }
    case "invoice.pay": {
      const subscription = [...stripe.subscriptions.values()].find(
        (one) => one.openInvoiceId === intent.invoiceId,
      );
      if (!subscription || !isLiving(subscription)) return refused("Invoice is already paid.");
      stripe.paidInvoices.add(intent.invoiceId);
      const periodEndMs = second(sim.clocks) + monthMs;
      const paidAtMs = second(sim.clocks);
      const invoice = { ...subscription.invoice, status: "paid" as const, paidAtMs };
      change(sim, { ...subscription, status: "active", openInvoiceId: null, periodEndMs, invoice });
      emit(sim, "invoice.paid", subscription.customerId);
      return counted(sim, slotOf(intent), intent.invoiceId);
    }
  }
}

function updated(
  { periodEndMs }: SubscriptionObject,
  asked: Extract<ActedIntent, { kind: "subscription.update" }>["change"],
): Partial<SubscriptionObject> {
  switch (asked.is) {
    case "plan":
      return { stripePriceId: asked.to.stripePriceId, quantity: asked.to.quantity };
    case "end_later":
      return { cancelAtMs: periodEndMs };
    case "go_on":
      return { cancelAtMs: null };
    case "end_trial":
      return { status: "active", trialEndMs: null };
    case "code":
    case "comp":
      return {};
  }
}

/** The schedule that steers a subscription. */
export const scheduleOf = ({ stripe }: Sim, subscriptionId: string): ScheduleObject | undefined =>
  [...stripe.schedules.values()].find(
    (one) => one.subscriptionId === subscriptionId && one.status === "active",
  );

function living({ stripe }: Sim, id: SubscriptionObject["id"]): SubscriptionObject | undefined {
  const found = stripe.subscriptions.get(id);
  return found && isLiving(found) ? found : undefined;
}

function change(sim: Sim, changed: SubscriptionObject): void {
  sim.stripe.subscriptions.set(changed.id, changed);
  const { id, accountId, status, customerId } = changed;
  emit(sim, "customer.subscription.updated", customerId, { id, accountId, status });
}

function tell(sim: Sim, { subscriptionId }: ScheduleObject, type: string): void {
  const subscription = sim.stripe.subscriptions.get(subscriptionId);
  if (subscription) emit(sim, type, subscription.customerId);
}

/** G4: one asking is done once, whatever became of its answers. */
function counted(sim: Sim, slot: string, id: string): StripeAnswer {
  if (sim.stripe.acted.has(slot)) sim.violations.push(`G4: ${slot} was done twice.`);
  sim.stripe.acted.add(slot);
  return done({ id });
}
