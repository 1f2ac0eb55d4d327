import type { AccountState } from "./account.ts";
import { type Decision, unchanged } from "./decision.ts";
import { nextCharge } from "./next-charge.ts";

/** As long before as Stripe itself tells of it (`customer.subscription.trial_will_end`). */
export const trialNoticeDays = 3;

/**
 * Tells the customer what is charged when their trial is over, while there is time to think of it; once for each end, as
 * the notice has a slot of its own. Not who has ended it already: nothing is charged then.
 */
export function decideTrialNotice(state: AccountState, nowMs: number): Decision<null> {
  const { account, subscription } = state;
  if (subscription?.status !== "trialing" || subscription.trialEndMs === null)
    return unchanged(null);
  const charge = nextCharge(subscription);
  const {
    stripeSubscriptionId: subscriptionId,
    planName,
    trialEndMs,
    currency,
    card,
  } = subscription;
  const leftMs = trialEndMs - nowMs;
  const isSoon = leftMs > 0 && leftMs <= trialNoticeDays * 86_400_000;
  if (charge === null || !isSoon) return unchanged(null);
  const told = { template: "trial_ending" as const, subscriptionId, planName, trialEndMs };
  const notice = { ...told, amount: charge.amount, currency, card };
  return {
    ...unchanged(null),
    effects: [{ kind: "email.send", accountId: account.id, to: account.email, notice }],
  };
}
