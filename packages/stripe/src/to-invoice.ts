import type { InvoiceView } from "@idem/billing";
import type Stripe from "stripe";

export const toInvoice = (invoice: Stripe.Invoice): InvoiceView => ({
  id: invoice.id,
  number: invoice.number,
  status: invoice.status,
  total: invoice.total,
  amountPaid: invoice.amount_paid,
  currency: invoice.currency,
  createdAt: new Date(invoice.created * 1_000).toISOString(),
  hostedUrl: invoice.hosted_invoice_url ?? null,
  pdfUrl: invoice.invoice_pdf ?? null,
});
