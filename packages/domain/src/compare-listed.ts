import { decideSync } from "./decide-sync.ts";
import { type Difference, differencesOf } from "./difference.ts";
import type { AccountId } from "./ids.ts";
import type { Subscription } from "./subscription.ts";
import type { SubscriptionTruth } from "./truth.ts";

/**
 * Whether an account's row can stand as it is beside one subscription of the account that Stripe lists; what differs if
 * not. It knows one of the account's subscriptions and not all, so it may doubt a row that is right, and a look at the
 * account tells; it never trusts one that is wrong: of two subscriptions, `chooseSubscription` would have to prefer the
 * listed one, and among more it would still prefer it to the row's.
 */
export function compareListed(
  accountId: AccountId,
  row: Subscription | null,
  listed: SubscriptionTruth,
): Difference[] {
  const isOwn = row === null || row.stripeSubscriptionId === listed.stripeSubscriptionId;
  const subscriptions = isOwn ? [listed] : [asListed(row), listed];
  const state = {
    account: {
      id: accountId,
      email: "",
      name: "",
      customerOrdinal: 1,
      syncVersion: 0,
      contactVersion: 0,
      isContactSetApart: false,
    },
    customer: null,
    subscription: row,
    trial: null,
    usedCards: [],
    checkouts: [],
    running: [],
    revisions: {},
  };
  return differencesOf(state, decideSync(state, { subscriptions, openSession: null }, 0));
}

/** The row in the place of its subscription at Stripe: what a row does not keep matters only beside a living one. */
const asListed = (row: Subscription): SubscriptionTruth => ({
  ...row,
  checkoutId: null,
  replacesSubscriptionId: null,
  createdAtMs: row.startedAtMs,
  firstPaidAtMs: row.startedAtMs,
  paymentIntentId: null,
  cardFingerprint: null,
  latestInvoice: row.latestInvoice && { ...amounts, ...row.latestInvoice, currency: row.currency },
});

/** Of an invoice the row keeps which one it was, and how it stood. */
const amounts = {
  number: null,
  total: 0,
  amountDue: 0,
  paidAtMs: null,
  nextAttemptAtMs: null,
  hostedUrl: null,
};
