import type { InvoiceView } from "@idem/billing";
import { type InvoiceTruth, toStripeInvoiceId } from "@idem/domain";
import type Stripe from "stripe";
import { z } from "zod";

export const toInvoice = (invoice: Stripe.Invoice): InvoiceView => ({
  id: toStripeInvoiceId(invoice.id),
  number: invoice.number,
  status: invoice.status,
  total: invoice.total,
  amountPaid: invoice.amount_paid,
  currency: invoice.currency,
  createdAt: new Date(invoice.created * 1_000).toISOString(),
  hostedUrl: invoice.hosted_invoice_url ?? null,
  pdfUrl: invoice.invoice_pdf ?? null,
});

/** One that we do not know is as little news as a draft: an e-mail that is not sent must not stop a look at an account. */
const invoiceStatus = z.enum(["draft", "open", "paid", "uncollectible", "void"]).catch("draft");

/** What customers are told of an invoice. */
export const toInvoiceTruth = (invoice: Stripe.Invoice): InvoiceTruth => ({
  id: invoice.id,
  number: invoice.number,
  status: invoiceStatus.parse(invoice.status),
  total: invoice.total,
  amountDue: invoice.amount_remaining,
  currency: invoice.currency,
  paidAtMs: toMsOrNull(invoice.status_transitions.paid_at),
  nextAttemptAtMs: toMsOrNull(invoice.next_payment_attempt),
  hostedUrl: invoice.hosted_invoice_url ?? null,
});

const toMsOrNull = (seconds: number | null): number | null =>
  seconds === null ? null : seconds * 1_000;
