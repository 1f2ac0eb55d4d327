import type { AccountId, PaymentTruth, StripeCustomerId } from "@idem/domain";

/** Stripe, as far as only admins read it. Throws `ProviderUnavailable` when Stripe does not answer. */
export type AdminReads = {
  /** What was asked of the customer for money, and what became of it; newest first. */
  payments(customerId: StripeCustomerId): Promise<PaymentView[]>;
  /** The customer of any object of theirs, by its id: `in_…`, `pi_…`, `ch_…`, `cs_…`, `sub_…`. */
  customerOf(objectId: string): Promise<StripeCustomerId | null>;
  /** A customer by its id; `null` where Stripe has none, or has deleted it, and with it whose it was. */
  customer(id: StripeCustomerId): Promise<NamedCustomer | null>;
  /** Those with an address, the newest hundred: one read by list, which shows what was made a moment ago. */
  customersAt(email: string): Promise<NamedCustomer[]>;
  /** The coupon that takes off everything for so many months; made where it is missing, as the catalogue is. */
  compCoupon(months: number): Promise<string>;
};

/** A living customer, as far as it says whose it is. */
export type NamedCustomer = {
  id: StripeCustomerId;
  email: string | null;
  /** ISO 8601. */
  createdAt: string;
  /** The account in its metadata: whatever makes a customer for an account writes it there. */
  accountId: AccountId | null;
  /** The customer that took its place; what a repair has written. */
  retiredInto: StripeCustomerId | null;
};

/** An invoice with its payment. Amounts in minor units, dates ISO 8601. */
export type PaymentView = {
  invoiceId: string;
  number: string | null;
  status: string | null;
  /** What it was for, in Stripe's words. */
  description: string;
  subscriptionId: string | null;
  currency: string;
  total: number;
  createdAt: string;
  /** Its page for its owner, who can pay there, and its paper; `null` of a draft. */
  hostedUrl: string | null;
  pdfUrl: string | null;
  /** `null` while nothing was paid. */
  payment: (Omit<PaymentTruth, "currency"> & { card: string | null }) | null;
};
