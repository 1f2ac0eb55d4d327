import type { CreditedItems } from "../billing/invoice-item.ts";
import type { World } from "../state/world.ts";
import type { InvoiceItem, InvoiceLineItem, Price, SubscriptionItem } from "../wire/stored.ts";

/** What was charged for a subscription item and a stretch of its running period, discounts taken off. */
export type Debit = {
  reference: CreditedItems;
  price: Price;
  quantity: number;
  amount: number;
  period: { start: number; end: number };
  /** From here to the period's end it was credited before. */
  creditedFrom: number;
};

/**
 * The debits of an item's running period: its period line and the prorations that followed. Credits are
 * reckoned from these and not from the present price, as flexible billing mode does
 * (docs.stripe.com/billing/subscriptions/prorations#credit-prorations). An unpaid invoice counts, a void one
 * does not.
 */
export function debitsOf(world: World, item: SubscriptionItem): Debit[] {
  const from = item.current_period_start;
  const isOurs = (id: string | undefined, start: number) => id === item.id && start >= from;
  const prorations = [
    ...world.store.invoiceitems.oldestFirst({ index: "subscription", key: item.subscription }),
  ]
    .map(([, known]) => known)
    .filter((known) => known.proration && isAlive(world, known.invoice))
    .filter((known) => isOurs(itemOf(known), known.period.start));
  const charged = [...linesOf(world, item.subscription)].flatMap((line) => {
    const parent = line.parent?.subscription_item_details;
    const isPeriod =
      parent?.proration === false && isOurs(parent.subscription_item, line.period.start);
    return isPeriod ? debitOfLine(world, line) : [];
  });
  const debits = [...charged, ...prorations.flatMap((known) => debitOfItem(world, known))];
  return debits.map((debit) => {
    const credits = prorations
      .filter(({ proration_details: details }) => isSame(details?.credited_items, debit.reference))
      .map(({ period }) => period.start);
    return { ...debit, creditedFrom: Math.min(debit.period.end, ...credits) };
  });
}

const itemOf = (known: InvoiceItem) => known.parent?.subscription_details?.subscription_item;

const isAlive = (world: World, invoice: string | null): boolean =>
  invoice === null || world.store.invoices.get(invoice)?.status !== "void";

function* linesOf(world: World, subscription: string): IterableIterator<InvoiceLineItem> {
  const scope = { index: "subscription", key: subscription };
  for (const [, invoice] of world.store.invoices.oldestFirst(scope)) {
    if (invoice.status !== "void") yield* invoice.lines.data;
  }
}

const off = (line: InvoiceLineItem) =>
  (line.discount_amounts ?? []).reduce((sum, { amount }) => sum + amount, 0);

function debitOfLine(world: World, line: InvoiceLineItem): Debit[] {
  const price = world.store.prices.get(idOf(line.pricing?.price_details?.price));
  if (price === undefined || line.amount <= 0) return [];
  const details = { invoice: line.invoice ?? "", invoice_line_items: [line.id] };
  return [
    {
      reference: { type: "invoice_line_items", invoice_line_item_details: details },
      price,
      quantity: line.quantity ?? 1,
      amount: line.amount - off(line),
      period: line.period,
      creditedFrom: line.period.end,
    },
  ];
}

/** Named by its invoice item also when that is on an invoice by now, so that it is not credited twice. */
function debitOfItem(world: World, known: InvoiceItem): Debit[] {
  const price = world.store.prices.get(idOf(known.pricing?.price_details?.price));
  if (price === undefined || known.amount <= 0) return [];
  return [
    {
      reference: { type: "invoice_item", invoice_item: known.id },
      price,
      quantity: known.quantity,
      amount: known.amount,
      period: known.period,
      creditedFrom: known.period.end,
    },
  ];
}

const idOf = (price: string | undefined) => price ?? "";

function isSame(one: CreditedItems | null | undefined, other: CreditedItems): boolean {
  if (one === null || one === undefined || one.type !== other.type) return false;
  if (one.type === "invoice_item") return one.invoice_item === other.invoice_item;
  const [left, right] = [one, other].map((of) => of.invoice_line_item_details?.invoice_line_items);
  return left?.[0] === right?.[0];
}
