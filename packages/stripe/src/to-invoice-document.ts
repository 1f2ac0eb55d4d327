import type { InvoiceDocument, InvoiceLine } from "@idem/billing";
import type Stripe from "stripe";
import { toInvoice } from "./to-invoice.ts";

export type InvoiceParts = {
  lines: Stripe.InvoiceLineItem[];
  payments: Stripe.InvoicePayment[];
  rates: Stripe.TaxRate[];
};

/** Nothing is worked out here that Stripe says itself: what stands on paper is Stripe's invoice. */
export const toInvoiceDocument = (
  invoice: Stripe.Invoice,
  { lines, payments, rates }: InvoiceParts,
): InvoiceDocument => ({
  ...toInvoice(invoice),
  issuedAt: toIso(invoice.effective_at ?? invoice.status_transitions.finalized_at),
  dueAt: toIso(invoice.due_date),
  paidAt: toIso(invoice.status_transitions.paid_at),
  seller: { name: invoice.account_name, country: invoice.account_country },
  billedTo: {
    name: invoice.customer_name,
    email: invoice.customer_email,
    address: addressLines(invoice.customer_address),
    taxIds: (invoice.customer_tax_ids ?? []).flatMap(({ value }) => value ?? []),
  },
  lines: lines.map(toLine),
  subtotal: invoice.subtotal,
  discounts: (invoice.total_discount_amounts ?? []).map(({ amount, discount }) => ({
    name: discountName(discount),
    amount,
  })),
  taxes: (invoice.total_taxes ?? []).map(({ amount, tax_behavior, tax_rate_details: details }) => ({
    name: rateName(rates.find(({ id }) => id === details?.tax_rate)),
    amount,
    isIncluded: tax_behavior === "inclusive",
  })),
  creditUsed: (invoice.ending_balance ?? invoice.starting_balance) - invoice.starting_balance,
  amountDue: invoice.amount_due,
  amountRemaining: invoice.amount_remaining,
  payments: payments.flatMap(({ amount_paid: amount, status_transitions: { paid_at } }) =>
    amount === null || paid_at === null ? [] : [{ at: iso(paid_at), amount }],
  ),
  footer: invoice.footer,
});

const toLine = (line: Stripe.InvoiceLineItem): InvoiceLine => ({
  id: line.id,
  description: line.description ?? "",
  quantity: line.quantity,
  unitAmount: wholeAmount(line.pricing?.unit_amount_decimal),
  amount: line.amount,
  from: iso(line.period.start),
  until: iso(line.period.end),
});

/** A price in fractions of a cent is told by its line's amount alone. */
function wholeAmount(decimal: { toString(): string } | null | undefined): number | null {
  const amount = Number(decimal?.toString() ?? Number.NaN);
  return Number.isSafeInteger(amount) ? amount : null;
}

function addressLines(address: Stripe.Address | null): string[] {
  if (address === null) return [];
  const { line1, line2, postal_code, city, state, country } = address;
  const place = [postal_code, city, state].filter(Boolean).join(" ");
  return [line1, line2, place, country].flatMap((line) => line || []);
}

type Discount = NonNullable<Stripe.Invoice["total_discount_amounts"]>[number]["discount"];

function discountName(discount: Discount): string {
  if (typeof discount === "string") return "";
  const { promotion_code: code, source } = discount;
  if (code !== null && typeof code !== "string") return code.code;
  const { coupon } = source;
  return coupon === null || typeof coupon === "string" ? "" : (coupon.name ?? "");
}

const rateName = (rate: Stripe.TaxRate | undefined): string =>
  rate === undefined ? "" : `${rate.display_name} ${rate.percentage}%`;

const iso = (seconds: number): string => new Date(seconds * 1_000).toISOString();
const toIso = (seconds: number | null): string | null => (seconds === null ? null : iso(seconds));
