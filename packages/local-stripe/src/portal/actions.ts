import { findCard } from "../billing/cards.ts";
import { attach, newPaymentMethod } from "../billing/payment-method.ts";
import { recordSetup } from "../billing/setup-intent.ts";
import { cancelSubscription } from "../changes/cancel.ts";
import { tell } from "../changes/make-change.ts";
import { feedbacks } from "../changes/params.ts";
import { updateSubscription } from "../changes/update.ts";
import { liveCustomer } from "../resources/find.ts";
import { freed, released } from "../schedules/end.ts";
import { scheduleOf } from "../schedules/schedule.ts";
import type { World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import type { PortalConfiguration, Subscription } from "../wire/stored.ts";
import { changeLater, isDowngrade } from "./change-later.ts";
import { offersFor } from "./offers.ts";

/** What a customer answers when asked why. */
export type Reason = { comment: string | undefined; feedback: string | undefined };

/**
 * Ends a subscription as the portal does. At the end of the period it sets `cancel_at` and leaves
 * `cancel_at_period_end` false, as Stripe's portal does for flexible billing mode
 * (docs.stripe.com/billing/subscriptions/billing-mode/compare, "Cancellations in the Customer Portal").
 */
export function endInPortal(
  world: World,
  known: Subscription,
  { configuration, reason }: { configuration: PortalConfiguration; reason: Reason },
): Subscription {
  const feature = configuration.features.subscription_cancel;
  if (!feature.enabled) throw refusal("Cancelling is not enabled in this portal.");
  const subscription = forgetPlans(world, known);
  if (feature.mode === "immediately") {
    const prorate = feature.proration_behavior !== "none";
    const invoiceNow = feature.proration_behavior === "always_invoice";
    return cancelSubscription(world, subscription, { invoiceNow, prorate });
  }
  return updateSubscription(world, subscription.id, {
    cancel_at: "max_period_end",
    cancellation_details: {
      ...(reason.comment === undefined ? {} : { comment: reason.comment }),
      ...(reason.feedback === undefined ? {} : { feedback: asFeedback(reason.feedback) }),
    },
  });
}

const asFeedback = (sent: string) => feedbacks.find((known) => known === sent) ?? "other";

/** The planned end is taken back. */
export const keepInPortal = (world: World, { id }: Subscription): Subscription =>
  updateSubscription(world, id, { cancel_at: null });

/** A planned change does not happen; what the subscription is now stays. */
export function forgetPlans(world: World, subscription: Subscription): Subscription {
  const schedule = scheduleOf(world, subscription);
  if (schedule === undefined) return subscription;
  released(world, schedule);
  return tell(world, subscription, freed(subscription, schedule));
}

type Choice = { configuration: PortalConfiguration; price: string };

/** Changes the plan now, or at the end of the period where the configuration says so of a downgrade. */
export function changeInPortal(
  world: World,
  known: Subscription,
  { configuration, price: id }: Choice,
): Subscription {
  const price = offersFor(world, known, configuration).find((offer) => offer.id === id);
  const feature = configuration.features.subscription_update;
  const [item] = known.items.data;
  if (price === undefined || item === undefined) throw refusal("This plan is not offered.");
  const subscription = forgetPlans(world, known);
  const conditions = feature.schedule_at_period_end.conditions.map(({ type }) => type);
  if (isDowngrade(item, price, conditions)) return changeLater(world, subscription, price);
  const anchor = feature.billing_cycle_anchor;
  const endsTrial =
    subscription.status === "trialing" && feature.trial_update_behavior === "end_trial";
  return updateSubscription(world, subscription.id, {
    items: [{ id: item.id, price: id, quantity: item.quantity ?? 1 }],
    payment_behavior: "error_if_incomplete",
    proration_behavior: behaviourOf(feature.proration_behavior),
    ...(anchor === "now" ? { billing_cycle_anchor: { type: "now" as const } } : {}),
    ...(endsTrial ? { trial_end: "now" as const } : {}),
  });
}

const behaviourOf = (sent: string) =>
  sent === "always_invoice" || sent === "none" ? sent : "create_prorations";

/** A new card becomes the default of the customer and of the subscriptions that had one of their own. */
export function replaceCard(
  world: World,
  customer: string,
  { number, configuration }: { number: string; configuration: PortalConfiguration },
): void {
  if (!configuration.features.payment_method_update.enabled) {
    throw refusal("Payment methods cannot be changed in this portal.");
  }
  const owner = liveCustomer(world, customer);
  const card = findCard(number);
  if (card === undefined) throw refusal("Your card number is invalid.");
  if (card.behaviour.is === "declined") throw refusal(card.behaviour.message);
  const method = newPaymentMethod(world, card, { email: owner.email, name: owner.name ?? null });
  const saved = attach(world, method, { customer, asDefault: true });
  recordSetup(world, saved);
  const scope = { index: "customer", key: customer };
  for (const [, subscription] of [...world.store.subscriptions.newestFirst(scope)]) {
    if (subscription.default_payment_method === null) continue;
    tell(world, subscription, { ...subscription, default_payment_method: saved.id });
  }
}
