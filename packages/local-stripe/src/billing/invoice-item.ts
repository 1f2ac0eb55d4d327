import type { World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { InvoiceItem, Price, Subscription } from "../wire/stored.ts";
import type { CreditedLines, LineDraft } from "./invoice-lines.ts";

export type CreditedItems = NonNullable<
  NonNullable<InvoiceItem["proration_details"]>["credited_items"]
>;

/** Part of a period that a change of a subscription gives back (a negative amount) or charges. */
export type Proration = {
  price: Price;
  quantity: number;
  amount: number;
  description: string;
  period: { start: number; end: number };
  subscriptionItem: string;
  /** The debit that a credit takes back. */
  credited: CreditedItems | null;
  /** Discounts that are counted in the amount. */
  discounts: string[];
};

/** A proration as an invoice item that waits for the subscription's next invoice; not stored. */
export function newInvoiceItem(
  world: World,
  subscription: Subscription,
  proration: Proration,
): InvoiceItem {
  return {
    id: newId("ii"),
    object: "invoiceitem",
    amount: proration.amount,
    currency: subscription.currency,
    customer: subscription.customer,
    customer_account: null,
    date: world.now(),
    description: proration.description,
    discountable: false,
    discounts: proration.discounts,
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: proration.amount,
    parent: {
      subscription_details: {
        subscription: subscription.id,
        subscription_item: proration.subscriptionItem,
      },
      type: "subscription_details",
    },
    period: proration.period,
    pricing: {
      price_details: { price: proration.price.id, product: proration.price.product },
      type: "price_details",
      unit_amount_decimal: proration.price.unit_amount_decimal,
    },
    proration: true,
    proration_details: {
      credited_items: proration.credited,
      discount_amounts: proration.discounts.map((discount) => ({ amount: 0, discount })),
    },
    quantity: proration.quantity,
    quantity_decimal: String(proration.quantity),
    tax_rates: [],
    test_clock: subscription.test_clock,
  };
}

/** What waits for the next invoice of a subscription, oldest first. */
export const pendingItems = (world: World, subscription: string): InvoiceItem[] =>
  [...world.store.invoiceitems.oldestFirst({ index: "subscription", key: subscription })]
    .map(([, item]) => item)
    .filter(({ invoice }) => invoice === null);

/** An invoice item as the line that it becomes. An item whose price is gone is left where it is. */
export function lineOfItem(world: World, item: InvoiceItem): LineDraft[] {
  const price = world.store.prices.get(item.pricing?.price_details?.price ?? "");
  if (price === undefined) return [];
  return [
    {
      price,
      quantity: item.quantity,
      amount: item.amount,
      description: item.description ?? "",
      period: item.period,
      subscriptionItem: item.parent?.subscription_details?.subscription_item ?? "",
      proration: item.proration,
      invoiceItem: {
        id: item.id,
        credited: creditedLines(world, item),
        discounts: item.discounts ?? [],
      },
    },
  ];
}

/** The lines that a credit takes back; none while what was charged still waits for an invoice itself. */
function creditedLines(world: World, item: InvoiceItem): CreditedLines | null {
  const credited = item.proration_details?.credited_items;
  if (credited?.invoice_item === undefined) return credited?.invoice_line_item_details ?? null;
  const charged = world.store.invoiceitems.get(credited.invoice_item)?.invoice ?? "";
  const lines = world.store.invoices.get(charged)?.lines.data ?? [];
  const line = lines.find(
    ({ parent }) => parent?.subscription_item_details?.invoice_item === credited.invoice_item,
  );
  return line === undefined ? null : { invoice: charged, invoice_line_items: [line.id] };
}
