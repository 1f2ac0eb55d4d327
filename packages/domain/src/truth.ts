import type {
  CheckoutId,
  StripePaymentIntentId,
  StripeSessionId,
  StripeSubscriptionId,
} from "./ids.ts";
import type { InvoiceStatus, Subscription } from "./subscription.ts";

/** A subscription as Stripe holds it now, with what is needed to choose between two of them. */
export type SubscriptionTruth = Omit<Subscription, "lastScheduleId"> & {
  /** What our checkout wrote into its metadata; `null` for a subscription made elsewhere. */
  checkoutId: CheckoutId | null;
  replacesSubscriptionId: StripeSubscriptionId | null;
  createdAtMs: number;
  /** When its first invoice was paid; `null` while it is not, or when nothing was due. */
  firstPaidAtMs: number | null;
  /** Of the first payment, for a refund; `null` when nothing was charged. */
  paymentIntentId: StripePaymentIntentId | null;
  latestInvoice: InvoiceTruth | null;
  /** Stripe's name of what it is paid with, the same for every customer who pays with it; `null` where it gives none. */
  cardFingerprint: string | null;
};

/** An invoice as Stripe holds it now. Amounts in minor units. */
export type InvoiceTruth = {
  id: string;
  number: string | null;
  status: InvoiceStatus;
  total: number;
  amountDue: number;
  /** What its payment was; left out of one that was not read whole. */
  amountPaid?: number;
  currency: string;
  paidAtMs: number | null;
  /** When Stripe tries to collect it again by itself. */
  nextAttemptAtMs: number | null;
  /** Stripe's page for it: to pay it, or to print it. */
  hostedUrl: string | null;
};

/** A checkout session as Stripe holds it now. */
export type SessionTruth = {
  id: StripeSessionId;
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid" | "no_payment_required";
  amountTotal: number | null;
  currency: string | null;
  clientSecret: string | null;
  url: string | null;
};

/** What Stripe says about one account at one moment. */
export type Truth = {
  subscriptions: SubscriptionTruth[];
  /** Of the account's open checkout, if it has one with a session. */
  openSession: SessionTruth | null;
  /**
   * Where the subscription's latest invoice is another than the one our row has seen: all from that one on, both
   * included, the earliest first. Left out where nobody has asked.
   */
  invoices?: readonly InvoiceTruth[];
};
