import { liveCustomer } from "../resources/find.ts";
import { add, change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { InvoiceItem, Subscription } from "../wire/stored.ts";
import { openInvoice } from "./invoice.ts";
import type { LineDraft } from "./invoice-lines.ts";
import { markPaid } from "./pay-invoice.ts";

type Cancellation = { subscription: Subscription; ended: Subscription; invoiceNow: boolean };

/**
 * Credits the part of the paid period that will not be used, discounts counted in. `invoiceNow` puts it
 * on an invoice of a negative total, which becomes the customer's balance; otherwise it waits as an
 * invoice item. Nothing is credited for a trial or an unpaid period.
 */
export function creditUnusedTime(
  world: World,
  { subscription, ended, invoiceNow }: Cancellation,
): Subscription {
  const drafts = unusedTime(world, subscription).filter(({ amount }) => amount !== 0);
  if (drafts.length === 0) return ended;
  const customer = liveCustomer(world, subscription.customer);
  if (!invoiceNow) {
    for (const draft of drafts) {
      const item = pendingItem(world, subscription, draft);
      add(world, { kind: "invoiceitems", event: "invoiceitem.created" }, item);
    }
    return ended;
  }
  const invoice = openInvoice(world, {
    customer,
    subscription: ended,
    reason: "subscription_update",
    lines: drafts,
    discounts: [],
  });
  const paid = invoice.amount_due === 0 ? markPaid(world, invoice, null) : invoice;
  const current = world.store.subscriptions.get(ended.id) ?? ended;
  return change(world, { kind: "subscriptions" }, { ...current, latest_invoice: paid.id });
}

function unusedTime(world: World, subscription: Subscription): LineDraft[] {
  const now = world.now();
  const isPaid = subscription.status === "active" || subscription.status === "past_due";
  if (!isPaid) return [];
  return subscription.items.data.map((item) => {
    const { current_period_start: start, current_period_end: end } = item;
    const left = Math.min(Math.max((end - now) / (end - start), 0), 1);
    const product = world.store.products.get(item.price.product);
    const name = product !== undefined && "name" in product ? product.name : item.price.product;
    const since = new Date(now * 1000).toLocaleDateString("en-GB", {
      day: "numeric",
      month: "short",
      year: "numeric",
      timeZone: "UTC",
    });
    return {
      price: item.price,
      quantity: item.quantity ?? 1,
      amount: -Math.round(
        paidFor(world, { item: item.id, start, subscription: subscription.id }) * left,
      ),
      description: `Unused time on ${item.quantity === 1 ? "" : `${item.quantity} × `}${name} after ${since}`,
      period: { start: now, end },
      subscriptionItem: item.id,
      proration: true,
    };
  });
}

/** What paid invoices took for an item in its running period, after discounts. */
function paidFor(
  world: World,
  { item, start, subscription }: { item: string; start: number; subscription: string },
): number {
  let total = 0;
  for (const [, invoice] of world.store.invoices.newestFirst({
    index: "subscription",
    key: subscription,
  })) {
    if (invoice.status !== "paid") continue;
    for (const line of invoice.lines.data) {
      const parent = line.parent?.subscription_item_details;
      if (parent?.subscription_item !== item || parent.proration || line.period.start !== start)
        continue;
      total +=
        line.amount - (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);
    }
  }
  return total;
}

function pendingItem(world: World, subscription: Subscription, draft: LineDraft): InvoiceItem {
  return {
    id: newId("ii"),
    object: "invoiceitem",
    amount: draft.amount,
    currency: subscription.currency,
    customer: subscription.customer,
    customer_account: null,
    date: world.now(),
    description: draft.description,
    discountable: false,
    discounts: [],
    invoice: null,
    livemode: false,
    metadata: {},
    net_amount: draft.amount,
    parent: {
      subscription_details: {
        subscription: subscription.id,
        subscription_item: draft.subscriptionItem,
      },
      type: "subscription_details",
    },
    period: draft.period,
    pricing: {
      price_details: { price: draft.price.id, product: draft.price.product },
      type: "price_details",
      unit_amount_decimal: draft.price.unit_amount_decimal,
    },
    proration: true,
    quantity: draft.quantity,
    quantity_decimal: String(draft.quantity),
    tax_rates: [],
    test_clock: subscription.test_clock,
  };
}
