import type { AccountState } from "./account.ts";
import type { SellablePrice } from "./catalogue.ts";
import type { StripeSubscriptionId } from "./ids.ts";
import { isLive } from "./subscription.ts";

/** The one free trial of an account, and Stripe's name of the card it was begun with; `null` where Stripe gives none. */
export type TrialUse = {
  stripeSubscriptionId: StripeSubscriptionId;
  cardFingerprint: string | null;
};

type Trying = Pick<AccountState, "trial" | "subscription">;

/** How many days of this price would be free for this account; 0: none. */
export const trialDaysFor = (
  { unitAmount, trialDays }: Pick<SellablePrice, "unitAmount" | "trialDays">,
  account: Trying,
): number => (unitAmount > 0 && mayHaveTrial(account) ? trialDays : 0);

/**
 * Once for each account. Not for who pays already: changing plans would be a way to stop paying for a while. Who has a
 * plan that costs nothing may try one that does.
 */
export function mayHaveTrial({ trial, subscription }: Trying): boolean {
  if (trial !== null) return false;
  const isPaying =
    subscription !== null &&
    isLive(subscription.status) &&
    subscription.unitAmount * subscription.quantity > 0;
  return !isPaying;
}
