import type { World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Discount, InvoiceLineItem, Price, Subscription } from "../wire/stored.ts";
import { couponOf } from "./discount.ts";
import { type DiscountableLine, discountAmounts } from "./discount-amount.ts";
import { formatAmount } from "./money.ts";

/** The line items that a credit takes back, when they are on an invoice. */
export type CreditedLines = { invoice: string; invoice_line_items: string[] };

export type LineDraft = {
  price: Price;
  quantity: number;
  amount: number;
  description: string;
  period: { start: number; end: number };
  subscriptionItem: string;
  proration: boolean;
  /** The invoice item that became this line, and what it says of its discounts and of what it credits. */
  invoiceItem?: { id: string; credited: CreditedLines | null; discounts: string[] };
};

type Owner = { invoice: string; subscription: string; discounts: Discount[] };
export type TakenOff = { discount: string; off: number[] };

/** What discounts take off some lines: one after the other, each on what the ones before have left. */
export function takeOff(
  world: World,
  lines: DiscountableLine[],
  { discounts, currency }: { discounts: Discount[]; currency: string },
): TakenOff[] {
  const left = lines.map(({ subtotal }) => subtotal);
  return discounts.map((discount) => {
    const coupon = couponOf(world, discount.source.coupon ?? "");
    const open = lines.map(({ product }, at) => ({
      product,
      subtotal: Math.max(left[at] ?? 0, 0),
    }));
    const off = discountAmounts(coupon, open, currency);
    for (const [at, amount] of off.entries()) left[at] = (left[at] ?? 0) - amount;
    return { discount: discount.id, off };
  });
}

/** Invoice lines with their discounts. Prorations have theirs in the amount already. */
export function invoiceLines(world: World, drafts: LineDraft[], owner: Owner): InvoiceLineItem[] {
  const open = drafts.map(({ price, amount, proration }) => ({
    product: price.product,
    subtotal: proration ? 0 : amount,
  }));
  const currency = drafts[0]?.price.currency ?? "usd";
  const taken = takeOff(world, open, { discounts: owner.discounts, currency });
  return drafts.map((draft, at) => {
    const included = draft.invoiceItem?.discounts ?? [];
    return {
      id: newId("il"),
      object: "line_item",
      amount: draft.amount,
      currency: draft.price.currency,
      description: draft.description,
      discount_amounts: draft.proration
        ? included.map((discount) => ({ amount: 0, discount }))
        : taken.map(({ discount, off }) => ({ amount: off[at] ?? 0, discount })),
      discountable: !draft.proration,
      discounts: draft.proration ? included : owner.discounts.map(({ id }) => id),
      invoice: owner.invoice,
      livemode: false,
      metadata: {},
      parent: {
        invoice_item_details: null,
        subscription_item_details: {
          invoice_item: draft.invoiceItem?.id ?? null,
          proration: draft.proration,
          proration_details: { credited_items: draft.invoiceItem?.credited ?? null },
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
    };
  });
}

/** The lines of one period of a subscription; a trial costs nothing. */
export function periodLines(
  world: World,
  subscription: Pick<Subscription, "items">,
  { trial, start, end }: { trial: boolean; start: number; end: number },
): LineDraft[] {
  return subscription.items.data.map((item) => {
    const quantity = item.quantity ?? 1;
    const name = productName(world, item.price);
    return {
      price: item.price,
      quantity,
      amount: trial ? 0 : (item.price.unit_amount ?? 0) * quantity,
      description: trial
        ? `Free trial for ${quantity} × ${name}`
        : `${quantity} × ${name} (at ${rateOf(item.price)})`,
      period: { start, end },
      subscriptionItem: item.id,
      proration: false,
    };
  });
}

export function productName(world: World, price: Price): string {
  const product = world.store.products.get(price.product);
  return product !== undefined && "name" in product ? product.name : price.product;
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
