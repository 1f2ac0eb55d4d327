import type {
  CheckoutId,
  StripePaymentIntentId,
  StripeSessionId,
  StripeSubscriptionId,
  Subscription,
} from "@idem/domain";

/** A subscription as Stripe holds it now, with what is needed to choose between two of them. */
export type SubscriptionTruth = Omit<Subscription, "planKey" | "planName" | "priceId"> & {
  stripePriceId: string;
  /** Ids that our checkout put into its metadata; `null` for one made elsewhere. */
  checkoutId: CheckoutId | null;
  replacesSubscriptionId: StripeSubscriptionId | null;
  createdAtMs: number;
  firstPaidAtMs: number | null;
  paymentIntentId: StripePaymentIntentId | null;
  amountPaid: number;
};

/** A checkout session as Stripe holds it now. */
export type SessionTruth = {
  id: StripeSessionId;
  status: "open" | "complete" | "expired";
  paymentStatus: "paid" | "unpaid" | "no_payment_required";
  subscriptionId: StripeSubscriptionId | null;
  amountTotal: number | null;
  currency: string | null;
  clientSecret: string | null;
  url: string | null;
  expiresAtMs: number;
};

export type InvoiceView = {
  id: string;
  number: string | null;
  status: string | null;
  total: number;
  amountPaid: number;
  currency: string;
  createdAt: string;
  hostedUrl: string | null;
  pdfUrl: string | null;
};
