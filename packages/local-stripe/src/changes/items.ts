import { find } from "../resources/find.ts";
import { planOf } from "../resources/plan.ts";
import type { World } from "../state/world.ts";
import { badParameter, missing, refusal } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { missingParameter } from "../wire/read.ts";
import type { Price, Subscription, SubscriptionItem } from "../wire/stored.ts";
import type { ChangedItem } from "./params.ts";

/** The items that a subscription has after a change; refuses what Stripe refuses. */
export function changedItems(
  world: World,
  subscription: Subscription,
  { sent, param }: { sent: ChangedItem[]; param: string },
): SubscriptionItem[] {
  const items = new Map(subscription.items.data.map((item) => [item.id, item]));
  for (const [at, wanted] of sent.entries()) {
    const path = `${param}[${at}]`;
    if (wanted.id === undefined) {
      if (wanted.deleted === true) throw missingParameter(`${path}[id]`);
      if (wanted.price === undefined) throw missingParameter(`${path}[price]`);
      const price = recurringPrice(world, subscription, { id: wanted.price, path });
      const added = newItem(world, subscription, { price, wanted });
      items.set(added.id, added);
      continue;
    }
    const known = items.get(wanted.id);
    if (known === undefined) throw missing("subscription_item", wanted.id, `${path}[id]`);
    if (wanted.deleted === true) {
      items.delete(known.id);
      continue;
    }
    const changesPrice = wanted.price !== undefined && wanted.price !== known.price.id;
    const price = changesPrice
      ? recurringPrice(world, subscription, { id: wanted.price ?? "", path })
      : known.price;
    items.set(known.id, {
      ...known,
      metadata: changedMetadata(known.metadata, wanted.metadata),
      plan: planOf(price),
      price,
      // "Updating a subscription price automatically reverts the quantity to the default value of 1."
      quantity: wanted.quantity ?? (changesPrice ? 1 : (known.quantity ?? 1)),
    });
  }
  return checked([...items.values()], param);
}

/** An active recurring price in the subscription's currency. */
export function recurringPrice(
  world: World,
  { currency }: Pick<Subscription, "currency">,
  { id, path }: { id: string; path: string },
): Price {
  const param = `${path}[price]`;
  const price = find(world, "prices", { id, param });
  if (!price.active) {
    throw badParameter(
      "The price specified is inactive. This field only accepts active prices.",
      param,
    );
  }
  if (price.recurring === null) {
    throw badParameter(
      "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
      param,
    );
  }
  if (price.currency === currency) return price;
  throw refusal(
    `The price specified only supports \`${price.currency}\`. This doesn't match the expected currency: \`${currency}\`.`,
    { param },
  );
}

function newItem(
  world: World,
  subscription: Subscription,
  { price, wanted }: { price: Price; wanted: Pick<ChangedItem, "metadata" | "quantity"> },
): SubscriptionItem {
  const [first] = subscription.items.data;
  return {
    id: newId("si", 14),
    object: "subscription_item",
    billing_thresholds: null,
    created: world.now(),
    current_period_end: first?.current_period_end ?? world.now(),
    current_period_start: first?.current_period_start ?? world.now(),
    current_trial: null,
    discounts: [],
    metadata: changedMetadata({}, wanted.metadata),
    plan: planOf(price),
    price,
    quantity: wanted.quantity ?? 1,
    subscription: subscription.id,
    tax_rates: [],
  };
}

/** How often a price is charged, to compare. */
export const rhythmOf = (price: Price): string =>
  `${price.recurring?.interval_count ?? 1} ${price.recurring?.interval ?? "month"}`;

function checked(items: SubscriptionItem[], param: string): SubscriptionItem[] {
  const [first] = items;
  if (first === undefined) {
    throw refusal("A subscription must have at least one active plan.", { param });
  }
  const prices = items.map((item) => item.price.id);
  const twice = prices.find((id, at) => prices.indexOf(id) !== at);
  if (twice !== undefined) {
    throw refusal(`Cannot add multiple subscription items with the same plan: ${twice}`, { param });
  }
  if (items.some((item) => rhythmOf(item.price) !== rhythmOf(first.price))) {
    throw refusal(
      "This local Stripe serves subscriptions whose items all have the same interval only.",
      { param },
    );
  }
  return items;
}
