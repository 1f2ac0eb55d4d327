import type { StripeInvoiceId } from "@idem/domain";

/** An invoice as customers see it. Amounts in minor units, dates ISO 8601. */
export type InvoiceView = {
  id: StripeInvoiceId;
  number: string | null;
  status: string | null;
  total: number;
  amountPaid: number;
  currency: string;
  createdAt: string;
  hostedUrl: string | null;
  pdfUrl: string | null;
};
