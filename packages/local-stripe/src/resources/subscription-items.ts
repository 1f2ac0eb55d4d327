import {
  type ChangedItem,
  notServed,
  paymentBehavior,
  prorationBehavior,
  type UpdateParams,
} from "../changes/params.ts";
import { updateSubscription } from "../changes/update.ts";
import { del, get, post, type Route } from "../http/route.ts";
import type { World } from "../state/world.ts";
import { missing } from "../wire/failure.ts";
import { pageFields } from "../wire/list.ts";
import { metadata } from "../wire/metadata.ts";
import { atLeast, fields, ignored, integer, optional, type Read, text } from "../wire/read.ts";
import type { Subscription, SubscriptionItem } from "../wire/stored.ts";
import { find } from "./find.ts";

const billing = {
  clear_usage: optional(ignored),
  off_session: optional(ignored),
  payment_behavior: optional(paymentBehavior),
  proration_behavior: optional(prorationBehavior),
  proration_date: optional(integer),
};
const written = {
  ...billing,
  billing_thresholds: optional(ignored),
  discounts: optional(notServed),
  metadata: optional(metadata),
  price: optional(text),
  price_data: optional(notServed),
  quantity: optional(atLeast(0)),
  tax_rates: optional(ignored),
};
const billingParams = fields(billing);
const updateParams = fields(written);
const createParams = fields({ ...written, subscription: text });

/** An item is found through its subscription, where it lies. */
function ownerOf(world: World, id: string): { owner: Subscription; item: SubscriptionItem } {
  for (const owner of world.store.subscriptions.values()) {
    const item = owner.items.data.find((known) => known.id === id);
    if (item !== undefined) return { owner, item };
  }
  throw missing("subscription_item", id);
}

type Sent = Read<typeof billingParams>;

/** The same change of a subscription, said of one item. */
function change(world: World, owner: string, { sent, item }: { sent: Sent; item: ChangedItem }) {
  const { payment_behavior, proration_behavior, proration_date } = sent;
  const params: UpdateParams = {
    items: [item],
    ...(payment_behavior === undefined ? {} : { payment_behavior }),
    ...(proration_behavior === undefined ? {} : { proration_behavior }),
    ...(proration_date === undefined ? {} : { proration_date }),
  };
  const clock = world.store.subscriptions.get(owner)?.test_clock ?? undefined;
  return world.on(clock, () => updateSubscription(world, owner, params));
}

const itemOf = ({ price, quantity, metadata: noted }: Read<typeof updateParams>) => ({
  ...(price === undefined ? {} : { price }),
  ...(quantity === undefined ? {} : { quantity }),
  ...(noted === undefined ? {} : { metadata: noted }),
});

const path = "/v1/subscription_items";

export const subscriptionItemRoutes: Route[] = [
  get(path, fields({ ...pageFields, subscription: text }), ({ world, params }) => {
    const place = { id: params.subscription, param: "subscription" };
    return find(world, "subscriptions", place).items;
  }),
  post(path, createParams, ({ world, params }) => {
    const { id, items } = find(world, "subscriptions", {
      id: params.subscription,
      param: "subscription",
    });
    const known = new Set(items.data.map((item) => item.id));
    const after = change(world, id, { sent: params, item: itemOf(params) });
    return after.items.data.find((item) => !known.has(item.id)) ?? after.items;
  }),
  get(`${path}/:id`, fields({}), ({ world, id }) => ownerOf(world, id).item),
  post(`${path}/:id`, updateParams, ({ world, params, id }) => {
    const { owner, item } = ownerOf(world, id);
    const after = change(world, owner.id, { sent: params, item: { id, ...itemOf(params) } });
    return after.items.data.find((known) => known.id === id) ?? item;
  }),
  del(`${path}/:id`, billingParams, ({ world, params, id }) => {
    const { owner } = ownerOf(world, id);
    change(world, owner.id, { sent: params, item: { id, deleted: true } });
    return { id, object: "subscription_item", deleted: true };
  }),
];
