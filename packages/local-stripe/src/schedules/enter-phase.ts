import { exchangeDiscounts, type NextDiscount, nextDiscounts } from "../changes/discounts.ts";
import { rhythmOf } from "../changes/items.ts";
import { find } from "../resources/find.ts";
import { planOf } from "../resources/plan.ts";
import type { World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Subscription, SubscriptionItem, SubscriptionSchedule } from "../wire/stored.ts";
import type { Phase } from "./phases.ts";

/**
 * The subscription with a phase's prices, quantities and settings, its periods as they were. An item whose
 * price stays is the same item; another price is another item.
 */
export function inPhase(
  world: World,
  subscription: Subscription,
  { phase, schedule }: { phase: Phase; schedule: SubscriptionSchedule },
): Subscription {
  const known = new Map(subscription.items.data.map((item) => [item.price.id, item]));
  const [first] = subscription.items.data;
  const items = phase.items.map((wanted): SubscriptionItem => {
    const same = known.get(wanted.price);
    const quantity = wanted.quantity ?? 1;
    if (same !== undefined) return { ...same, quantity };
    const price = find(world, "prices", { id: wanted.price });
    return {
      id: newId("si", 14),
      object: "subscription_item",
      billing_thresholds: null,
      created: world.now(),
      current_period_end: first?.current_period_end ?? phase.start_date,
      current_period_start: first?.current_period_start ?? phase.start_date,
      current_trial: null,
      discounts: [],
      metadata: wanted.metadata ?? {},
      plan: planOf(price),
      price,
      quantity,
      subscription: subscription.id,
      tax_rates: [],
    };
  });
  return {
    ...subscription,
    default_payment_method:
      phase.default_payment_method ??
      schedule.default_settings.default_payment_method ??
      subscription.default_payment_method,
    description: phase.description ?? subscription.description,
    items: { ...subscription.items, data: items },
    metadata: { ...subscription.metadata, ...phase.metadata },
  };
}

/** Whether a phase moves the billing cycle to its start: when it says so, or bills at another interval. */
export function movesAnchor(before: Subscription, after: Subscription, phase: Phase): boolean {
  const [was, is] = [before.items.data[0], after.items.data[0]];
  if (phase.billing_cycle_anchor === "phase_start") return true;
  return was !== undefined && is !== undefined && rhythmOf(was.price) !== rhythmOf(is.price);
}

/** What a phase says of discounts; a discount with the same coupon goes on instead of beginning anew. */
export function phaseDiscounts(
  world: World,
  subscription: Subscription,
  phase: Phase,
): NextDiscount[] {
  return phase.discounts.flatMap(({ coupon, discount, promotion_code: code }): NextDiscount[] => {
    const running = subscription.discounts
      .map((id) => world.store.discounts.get(id))
      .find(
        (known) =>
          known !== undefined &&
          (known.id === discount ||
            (code !== null && known.promotion_code === code) ||
            (coupon !== null && known.source.coupon === coupon)),
      );
    if (running !== undefined) return [{ is: "kept", discount: running }];
    // A discount that has ended since the schedule was made does not come back.
    if (discount !== null) return [];
    const named = { coupon: coupon ?? undefined, promotion_code: code ?? undefined };
    return nextDiscounts(world, subscription, { sent: [named], param: "discounts" });
  });
}

/** The same, with the phase's discounts redeemed. */
export function enter(
  world: World,
  subscription: Subscription,
  place: { phase: Phase; schedule: SubscriptionSchedule },
): Subscription {
  const entered = inPhase(world, subscription, place);
  const discounts = phaseDiscounts(world, entered, place.phase);
  return { ...entered, discounts: exchangeDiscounts(world, entered, discounts) };
}
