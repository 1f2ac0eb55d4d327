import { add, change, type World } from "../state/world.ts";
import { newId, randomText } from "../wire/id.ts";
import { localUrl } from "../wire/render.ts";
import type { Customer, Discount, Invoice, InvoiceLineItem, Subscription } from "../wire/stored.ts";
import { isSpent } from "./discount.ts";
import { invoiceLines, type LineDraft } from "./invoice-lines.ts";

export type InvoiceDraft = {
  customer: Customer;
  subscription: Subscription;
  reason: string;
  lines: LineDraft[];
  discounts: Discount[];
};

/** Works out an invoice as it would be finalized now, without storing it. */
export function drawInvoice(world: World, draft: InvoiceDraft): Invoice {
  const { customer, subscription } = draft;
  const id = newId("in");
  const lines = invoiceLines(world, draft.lines, {
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
    auto_advance: true,
    automatic_tax: {
      disabled_reason: null,
      enabled: false,
      liability: null,
      provider: null,
      status: null,
    },
    automatically_finalizes_at: null,
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
    next_payment_attempt: null,
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
      firstLine === undefined || firstLine.proration ? world.now() : subscription.start_date,
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
    test_clock: null,
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

/** Makes and finalizes an invoice: it gets its number, takes the customer's balance, spends discounts. */
export function openInvoice(world: World, draft: InvoiceDraft): Invoice {
  const drawn = drawInvoice(world, draft);
  add(world, { kind: "invoices", event: "invoice.created" }, drawn);
  const sequence = draft.customer.next_invoice_sequence ?? 1;
  const ending = applyBalance(world, drawn, draft.customer);
  const secret = randomText(24);
  const invoice = change(
    world,
    { kind: "invoices", event: "invoice.finalized" },
    {
      ...drawn,
      effective_at: world.now(),
      ending_balance: ending,
      hosted_invoice_url: localUrl(`/i/${drawn.id}/${secret}`),
      invoice_pdf: localUrl(`/i/${drawn.id}/${secret}/pdf`),
      number: `${draft.customer.invoice_prefix ?? "LOCAL"}-${String(sequence).padStart(4, "0")}`,
      status: "open",
      status_transitions: { ...drawn.status_transitions, finalized_at: world.now() },
    },
  );
  const owner = world.store.customers.get(draft.customer.id);
  if (owner !== undefined && "balance" in owner) {
    change(
      world,
      { kind: "customers", ...(owner.currency === null ? { event: "customer.updated" } : {}) },
      {
        ...owner,
        balance: ending,
        currency: invoice.currency,
        next_invoice_sequence: sequence + 1,
      },
    );
  }
  spendDiscounts(world, draft, invoice.lines.data);
  return invoice;
}

function applyBalance(world: World, invoice: Invoice, customer: Customer): number {
  const owed = invoice.total + invoice.starting_balance;
  const ending = Math.min(owed, 0);
  const amount = ending - invoice.starting_balance;
  if (amount === 0) return ending;
  add(
    world,
    { kind: "customer_balance_transactions" },
    {
      id: newId("cbtxn"),
      object: "customer_balance_transaction",
      amount,
      checkout_session: null,
      created: world.now(),
      credit_note: null,
      currency: invoice.currency,
      customer: customer.id,
      customer_account: null,
      description: null,
      ending_balance: ending,
      invoice: invoice.id,
      livemode: false,
      metadata: {},
      type: "applied_to_invoice",
    },
  );
  return ending;
}

function spendDiscounts(world: World, draft: InvoiceDraft, lines: InvoiceLineItem[]): void {
  const spent = draft.discounts.filter((discount) =>
    isSpent(world, discount, sum(lines.map((line) => tookOff(line, discount.id)))),
  );
  const subscription = world.store.subscriptions.get(draft.subscription.id);
  if (spent.length === 0 || subscription === undefined) return;
  const discounts = subscription.discounts.filter(
    (id) => !spent.some((discount) => discount.id === id),
  );
  change(world, { kind: "subscriptions" }, { ...subscription, discounts });
  for (const discount of spent) world.emit("customer.discount.deleted", discount);
}

const sum = (amounts: number[]) => amounts.reduce((left, right) => left + right, 0);
const tookOff = (line: InvoiceLineItem, discount: string) =>
  sum(
    (line.discount_amounts ?? [])
      .filter((entry) => entry.discount === discount)
      .map(({ amount }) => amount),
  );
