import type { BillingAccount } from "../account.ts";
import type { Difference } from "../difference.ts";
import type { StripeCustomerId, StripeSessionId } from "../ids.ts";
import type { Subscription } from "../subscription.ts";
import type { SubscriptionTruth } from "../truth.ts";
import type { Signal } from "./signal.ts";

/** Everything that is known of one account at one moment, on both sides: what a diagnosis and a plan are made from. */
export type Chart = {
  account: Pick<BillingAccount, "id" | "email" | "name">;
  rows: {
    customerId: StripeCustomerId | null;
    subscription: Subscription | null;
    /** Of the account's open checkout, while it can be paid. */
    openSession?: StripeSessionId | null;
  };
  /** Living customers at Stripe that are proved to be the account's, or seem to be; none that was retired. */
  customers: readonly ChartedCustomer[];
  /** The row's customer, where Stripe does not have it any more, or never had it. */
  lost: { customerId: StripeCustomerId; standing: "deleted" | "unknown" } | null;
  /** What a sync of the account would change; nothing while the row's customer is lost. */
  differences: readonly Difference[];
  /** Slots of effects that have been in doubt for too long. */
  inDoubt: readonly string[];
  /** Somebody is at work on the account: what looks wrong may be half done. */
  isInFlight: boolean;
  /** Where the account's audit chain breaks; `null` while it is whole. */
  auditBreaksAt: number | null;
};

/** A living customer as Stripe has it. Amounts in minor units; a balance below zero is the customer's credit. */
export type CustomerFacts = {
  id: StripeCustomerId;
  email: string | null;
  name: string | null;
  createdAtMs: number;
  metadata: Readonly<Record<string, string>>;
  balance: number;
  currency: string | null;
  /** Its default payment method, where that is a card. */
  card: { fingerprint: string | null; brand: string; last4: string } | null;
  hasPaymentMethod: boolean;
};

export type ChartedCustomer = CustomerFacts & {
  /** Why it is thought to be this account's. */
  signal: Signal;
  /** Whether that proves it. One of which it does not is shown to people, and nothing is done about it. */
  isProven: boolean;
  /** As authorities know the customer; only asked of several. */
  taxIds: readonly TaxId[];
  /** Of the last hundred invoices; only asked of several, `null` of one alone. */
  paidInvoices: number | null;
  subscriptions: readonly SubscriptionTruth[];
  /** Sessions that could be paid now and that are not the account's open checkout. */
  strayedSessions: readonly string[];
};

/** `type` in Stripe's words, e.g. eu_vat. */
export type TaxId = { type: string; value: string };

/** The key, in the metadata of a customer that was retired, that names the one which took its place. */
export const retiredKey = "idem_retired_into";
