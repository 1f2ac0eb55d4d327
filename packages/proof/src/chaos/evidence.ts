import type { AuditVerdict } from "@idem/billing";
import type { Ledger } from "./ledger.ts";

/** Everything that is known at the end: our rows, Stripe's objects, and what the buyers wrote down. */
export type Evidence = {
  accounts: AccountEvidence[];
  /** Effects that were sent and whose outcome nobody knows. */
  unknownEffects: { accountId: string; slot: string }[];
  /** Events that were received and whose work is not done. */
  undoneEvents: { id: string; type: string }[];
  /** Events that Stripe has not got rid of. */
  undelivered: number;
  /** The most sessions that any customer had open at once, at any moment of the run. */
  mostOpen: { count: number; customer: string | null };
  ledger: Ledger;
};

export type AccountEvidence = { accountId: string; ours: OurRows; theirs: StripeTruth };

export type OurRows = {
  customerId: string | null;
  subscription: SubscriptionRow | null;
  checkouts: CheckoutRow[];
  audit: AuditVerdict;
};

export type SubscriptionRow = {
  id: string;
  status: string;
  priceId: string | null;
  currency: string;
  currentPeriodEndMs: number | null;
};

export type CheckoutRow = {
  id: string;
  status: string;
  attempt: string;
  sessionId: string | null;
};

/** Amounts in minor units, times in seconds, as Stripe has them. */
export type StripeTruth = {
  /** Living ones only. */
  customerIds: string[];
  sessions: StripeSession[];
  subscriptions: StripeSubscriptionTruth[];
};

export type StripeSession = {
  id: string;
  status: string;
  amountTotal: number;
  currency: string;
  checkoutId: string;
  subscriptionId: string | null;
};

export type StripeSubscriptionTruth = {
  id: string;
  status: string;
  /** Our name of its price: Stripe's lookup key. */
  priceId: string | null;
  currency: string;
  created: number;
  endedAt: number | null;
  currentPeriodEnd: number | null;
  checkoutId: string | null;
  replaces: string | null;
  /** Its first invoice: what was asked, what the card paid, and what was paid back of it. */
  first: { total: number; startingBalance: number; charged: number; refunded: number } | null;
};

/** It may still charge, or still be serving. */
export const isLive = ({ status }: { status: string }): boolean =>
  !["canceled", "incomplete", "incomplete_expired"].includes(status);
