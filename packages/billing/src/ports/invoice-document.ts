import type { InvoiceView } from "./invoice-view.ts";

/** An invoice with everything that must stand on paper, as Stripe's invoice says it. Amounts in minor units, dates ISO 8601. */
export type InvoiceDocument = InvoiceView & {
  issuedAt: string | null;
  dueAt: string | null;
  paidAt: string | null;
  seller: { name: string | null; country: string | null };
  billedTo: {
    name: string | null;
    email: string | null;
    address: string[];
    taxIds: string[];
  };
  lines: InvoiceLine[];
  subtotal: number;
  /** What each discount took off, as a positive amount. */
  discounts: { name: string; amount: number }[];
  taxes: { name: string; amount: number; isIncluded: boolean }[];
  /** What the customer's balance has paid; negative where this invoice has added to it. */
  creditUsed: number;
  amountDue: number;
  amountRemaining: number;
  payments: { at: string; amount: number }[];
  footer: string | null;
};

/** `unitAmount`: of one, where Stripe says it in whole minor units. `from`, `until`: what it pays for. */
export type InvoiceLine = {
  id: string;
  description: string;
  quantity: number | null;
  unitAmount: number | null;
  amount: number;
  from: string;
  until: string;
};
