import { add, change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Customer, Discount, Invoice, InvoiceItem, Subscription } from "../wire/stored.ts";
import { finalizeInvoice, tookOff } from "./finalize-invoice.ts";
import { lineOfItem, pendingItems } from "./invoice-item.ts";
import { invoiceLines, type LineDraft } from "./invoice-lines.ts";

export type InvoiceDraft = {
  customer: Customer;
  subscription: Subscription;
  reason: string;
  lines: LineDraft[];
  discounts: Discount[];
  /** The invoice items that go on it; all that wait for this subscription unless given. */
  items?: InvoiceItem[];
  /** Where the period that the invoice looks back on began (Unix seconds). */
  periodStart?: number;
  /** Whether and when a draft is finalized by itself; at once by its maker unless set. */
  advances?: { auto: boolean; atSeconds: number | null };
};

/** Works out an invoice as it would be finalized now, without storing it. */
export function drawInvoice(world: World, draft: InvoiceDraft): Invoice {
  const { customer, subscription } = draft;
  const id = newId("in");
  const items = draft.items ?? pendingItems(world, subscription.id);
  const drafts = [...items.flatMap((item) => lineOfItem(world, item)), ...draft.lines];
  const lines = invoiceLines(world, drafts, {
    invoice: id,
    subscription: subscription.id,
    discounts: draft.discounts,
  });
  const subtotal = sum(lines.map(({ amount }) => amount));
  const discountAmounts = draft.discounts.map((discount) => ({
    amount: sum(lines.map((line) => tookOff(line, discount.id))),
    discount: discount.id,
  }));
  const total = subtotal - sum(discountAmounts.map(({ amount }) => amount));
  const balance = customer.balance;
  const amountDue = Math.max(total + balance, 0);
  const firstLine = draft.lines[0];
  const finalizesAt = draft.advances?.atSeconds ?? null;
  return {
    id,
    object: "invoice",
    account_country: "US",
    account_name: "Local Stripe",
    account_tax_ids: null,
    amount_due: amountDue,
    amount_overpaid: 0,
    amount_paid: 0,
    amount_remaining: amountDue,
    amount_shipping: 0,
    application: null,
    attempt_count: 0,
    attempted: false,
    auto_advance: draft.advances?.auto ?? true,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: finalizesAt,
    billing_reason: draft.reason,
    collection_method: subscription.collection_method,
    created: world.now(),
    currency: subscription.currency,
    custom_fields: null,
    customer: customer.id,
    customer_account: null,
    customer_address: customer.address ?? null,
    customer_email: customer.email,
    customer_name: customer.name ?? null,
    customer_phone: customer.phone ?? null,
    customer_shipping: customer.shipping,
    customer_tax_exempt: customer.tax_exempt ?? "none",
    customer_tax_ids: [],
    default_payment_method: null,
    default_source: null,
    default_tax_rates: [],
    description: null,
    discounts: draft.discounts.map((discount) => discount.id),
    due_date: null,
    effective_at: null,
    ending_balance: null,
    footer: null,
    from_invoice: null,
    hosted_invoice_url: null,
    invoice_pdf: null,
    issuer: { type: "self" },
    last_finalization_error: null,
    latest_revision: null,
    lines: { object: "list", data: lines, has_more: false, url: `/v1/invoices/${id}/lines` },
    livemode: false,
    metadata: {},
    next_payment_attempt: finalizesAt,
    number: null,
    on_behalf_of: null,
    parent: {
      quote_details: null,
      subscription_details: { metadata: subscription.metadata, subscription: subscription.id },
      type: "subscription_details",
    },
    payment_settings: {
      default_mandate: null,
      payment_method_options: null,
      payment_method_types: null,
    },
    period_end: world.now(),
    period_start:
      draft.periodStart ??
      (firstLine === undefined || firstLine.proration ? world.now() : subscription.start_date),
    post_payment_credit_notes_amount: 0,
    pre_payment_credit_notes_amount: 0,
    receipt_number: null,
    rendering: null,
    shipping_cost: null,
    shipping_details: null,
    starting_balance: balance,
    statement_descriptor: null,
    status: "draft",
    status_transitions: {
      finalized_at: null,
      marked_uncollectible_at: null,
      paid_at: null,
      voided_at: null,
    },
    subtotal,
    subtotal_excluding_tax: subtotal,
    test_clock: subscription.test_clock,
    total,
    total_discount_amounts: discountAmounts,
    total_excluding_tax: total,
    total_pretax_credit_amounts: discountAmounts.map((entry) => ({
      ...entry,
      type: "discount" as const,
    })),
    total_taxes: [],
    webhooks_delivered_at: world.now(),
  };
}

/** Makes and stores a draft. It can still change until it is finalized. */
export function draftInvoice(world: World, draft: InvoiceDraft): Invoice {
  const drawn = drawInvoice(world, draft);
  add(world, { kind: "invoices", event: "invoice.created" }, drawn);
  takeItems(world, drawn);
  return drawn;
}

/** Makes and finalizes an invoice. */
export const openInvoice = (world: World, draft: InvoiceDraft): Invoice =>
  finalizeInvoice(world, draftInvoice(world, draft));

/** Invoice items are on one invoice only: from now on they name it. */
function takeItems(world: World, invoice: Invoice): void {
  for (const line of invoice.lines.data) {
    const id = line.parent?.subscription_item_details?.invoice_item ?? null;
    const item = id === null ? undefined : world.store.invoiceitems.get(id);
    if (item === undefined) continue;
    change(world, { kind: "invoiceitems" }, { ...item, invoice: invoice.id });
  }
}

const sum = (amounts: number[]) => amounts.reduce((left, right) => left + right, 0);
