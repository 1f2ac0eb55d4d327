import type { AccountState } from "./account.ts";
import { type AuditEntry, entry, type Write } from "./decision.ts";
import { type EffectIntent, slotOf } from "./effect.ts";
import type { SubscriptionTruth } from "./truth.ts";

type TrialChange = {
  writes: Write[];
  audit: AuditEntry[];
  effects: EffectIntent[];
  /** It is not the first one, and ends now. */
  isEnding: boolean;
};
const nothing: TrialChange = { writes: [], audit: [], effects: [], isEnding: false };

/**
 * A trial that our checkout has begun is written down as the account's and the card's; one that is not their first is
 * ended, and paid for from now on. Which card it is, is known only once it was given, so this cannot be refused before.
 *
 * It is asked again at each look while the trial goes on: the ending is one effect with one name, recorded once. Where
 * something else about the subscription is in doubt, it is recorded by the look after that. A trial that support gives
 * by hand is theirs to give, and nobody is charged who has said already that it shall end with the trial.
 */
export function trialChange(state: AccountState, current: SubscriptionTruth | null): TrialChange {
  if (current?.status !== "trialing" || current.checkoutId === null) return nothing;
  const { stripeSubscriptionId, cardFingerprint, cancelAtMs } = current;
  if (state.trial?.stripeSubscriptionId === stripeSubscriptionId) return nothing;
  const isCardUsed = cardFingerprint !== null && state.usedCards.includes(cardFingerprint);
  if (state.trial === null && !isCardUsed) {
    const trial = { stripeSubscriptionId, cardFingerprint };
    return {
      ...nothing,
      writes: [{ write: "trial.use", trial }],
      audit: [entry("trial.used", { after: trial })],
    };
  }
  if (cancelAtMs !== null) return nothing;
  const effect: EffectIntent = {
    kind: "subscription.update",
    accountId: state.account.id,
    subscriptionId: stripeSubscriptionId,
    actionId: "second-trial",
    change: { is: "end_trial" },
  };
  const isBusy = state.running.some((slot) => slot !== slotOf(effect));
  return { ...nothing, effects: isBusy ? [] : [effect], isEnding: true };
}

/** What is told of one whose trial ends now: nobody is welcomed to free days that they do not have. */
export const withoutTrial = (current: SubscriptionTruth | null): SubscriptionTruth | null =>
  current && { ...current, trialEndMs: null, currentPeriodEndMs: null };
