import type { World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Discount, InvoiceLineItem, Price, Subscription } from "../wire/stored.ts";
import { couponOf } from "./discount.ts";
import { discountAmounts } from "./discount-amount.ts";
import { formatAmount } from "./money.ts";

export type LineDraft = {
  price: Price;
  quantity: number;
  amount: number;
  description: string;
  period: { start: number; end: number };
  subscriptionItem: string;
  proration: boolean;
};

type Owner = { invoice: string; subscription: string; discounts: Discount[] };

/** Invoice lines with their discounts. Discounts apply one after the other, each on what is left. */
export function invoiceLines(world: World, drafts: LineDraft[], owner: Owner): InvoiceLineItem[] {
  const left = drafts.map(({ amount }) => amount);
  const amounts = owner.discounts.map((discount) => {
    const coupon = couponOf(world, discount.source.coupon ?? "");
    const lines = drafts.map(({ price, proration }, at) => ({
      product: price.product,
      subtotal: proration ? 0 : Math.max(left[at] ?? 0, 0),
    }));
    const off = discountAmounts(coupon, lines, drafts[0]?.price.currency ?? "usd");
    for (const [at, amount] of off.entries()) left[at] = (left[at] ?? 0) - amount;
    return { discount: discount.id, off };
  });
  return drafts.map((draft, at) => ({
    id: newId("il"),
    object: "line_item",
    amount: draft.amount,
    currency: draft.price.currency,
    description: draft.description,
    discount_amounts: amounts.map(({ discount, off }) => ({ amount: off[at] ?? 0, discount })),
    discountable: !draft.proration,
    discounts: draft.proration ? [] : owner.discounts.map(({ id }) => id),
    invoice: owner.invoice,
    livemode: false,
    metadata: {},
    parent: {
      invoice_item_details: null,
      subscription_item_details: {
        invoice_item: null,
        proration: draft.proration,
        proration_details: { credited_items: null },
        subscription: owner.subscription,
        subscription_item: draft.subscriptionItem,
      },
      type: "subscription_item_details",
    },
    period: draft.period,
    pretax_credit_amounts: [],
    pricing: {
      price_details: { price: draft.price.id, product: draft.price.product },
      type: "price_details",
      unit_amount_decimal: draft.price.unit_amount_decimal,
    },
    quantity: draft.quantity,
    quantity_decimal: String(draft.quantity),
    subscription: owner.subscription,
    subtotal: draft.amount,
    taxes: [],
  }));
}

/** The lines of one period of a subscription; a trial costs nothing. */
export function periodLines(
  world: World,
  subscription: Pick<Subscription, "items">,
  { trial, start, end }: { trial: boolean; start: number; end: number },
): LineDraft[] {
  return subscription.items.data.map((item) => {
    const quantity = item.quantity ?? 1;
    const product = world.store.products.get(item.price.product);
    const name = product !== undefined && "name" in product ? product.name : item.price.product;
    return {
      price: item.price,
      quantity,
      amount: trial ? 0 : (item.price.unit_amount ?? 0) * quantity,
      description: trial
        ? `Trial period for ${name}`
        : `${quantity} × ${name} (at ${rateOf(item.price)})`,
      period: { start, end },
      subscriptionItem: item.id,
      proration: false,
    };
  });
}

/** `$19.00 / month`, `$99.00 every 3 months`. */
export function rateOf(price: Price): string {
  const amount = formatAmount(price.unit_amount ?? 0, price.currency);
  const { interval, interval_count: count } = price.recurring ?? {
    interval: "once",
    interval_count: 1,
  };
  if (interval === "once") return amount;
  return count === 1 ? `${amount} / ${interval}` : `${amount} every ${count} ${interval}s`;
}
