import { redeem, type Source } from "../billing/discount.ts";
import { sourceOf, whyNotRedeemable } from "../billing/redeemable.ts";
import { find } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import type { Discount, Subscription } from "../wire/stored.ts";
import type { NamedDiscount } from "./params.ts";
import { fullPrice } from "./prorate.ts";

/** A discount that stays, or a coupon to redeem. */
export type NextDiscount = { is: "kept"; discount: Discount } | { is: "new"; source: Source };

type Asked = { sent: NamedDiscount[]; param: string };

/** Finds what a `discounts` parameter names, and refuses what may not be redeemed by this subscription. */
export function nextDiscounts(
  world: World,
  subscription: Subscription,
  { sent, param }: Asked,
): NextDiscount[] {
  const lines = subscription.items.data.map((item) => ({
    product: item.price.product,
    subtotal: fullPrice(item),
  }));
  const { customer, currency } = subscription;
  return sent.flatMap((named, at): NextDiscount[] => {
    const path = `${param}[${at}]`;
    if (named.discount !== undefined) {
      const place = { id: named.discount, param: `${path}[discount]` };
      return [{ is: "kept", discount: find(world, "discounts", place) }];
    }
    const source = sourceOf(world, named, path);
    if (source === undefined) return [];
    const purchase = { customer, currency, lines };
    const reason = whyNotRedeemable(world, source, { purchase, param: path });
    if (reason !== undefined) throw reason;
    return [{ is: "new", source }];
  });
}

/** Redeems what is new, ends what is no longer wanted; answers the ids for the subscription. */
export function exchangeDiscounts(
  world: World,
  subscription: Subscription,
  next: NextDiscount[],
): string[] {
  const ids = next.map((wanted) =>
    wanted.is === "kept"
      ? wanted.discount.id
      : redeem(world, wanted.source, {
          customer: subscription.customer,
          subscription: subscription.id,
          session: null,
        }).id,
  );
  for (const id of subscription.discounts) {
    const ended = world.store.discounts.get(id);
    if (ended !== undefined && !ids.includes(id)) world.emit("customer.discount.deleted", ended);
  }
  return ids;
}

/** A discount as it would be, for a preview. */
export function unstoredDiscount(
  world: World,
  { source, customer, at }: { source: Source; customer: string; at: number },
): Discount {
  return {
    id: `di_preview${at === 0 ? "" : at}`,
    object: "discount",
    checkout_session: null,
    customer,
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: source.promotionCode,
    source: { coupon: source.coupon, type: "coupon" },
    start: world.now(),
    subscription: null,
    subscription_item: null,
  };
}
