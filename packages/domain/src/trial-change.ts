import type { AccountState } from "./account.ts";
import { type AuditEntry, entry, type Write } from "./decision.ts";
import type { EffectIntent } from "./effect.ts";
import type { SubscriptionTruth } from "./truth.ts";

type Change = { writes: Write[]; audit: AuditEntry[]; effects: EffectIntent[] };
const nothing: Change = { writes: [], audit: [], effects: [] };

/**
 * A trial that our checkout has begun is written down as the account's and the card's; one that is not their first is
 * ended, and paid for from now on. Which card it is, is known only once it was given, so this cannot be refused before.
 *
 * It is asked again at each look while the trial goes on: the ending is one effect with one name, recorded once. Where
 * something else about the subscription is in doubt, it is recorded by the look after that. A trial that support gives
 * by hand is theirs to give, and nobody is charged who has said already that it shall end with the trial.
 */
export function trialChange(state: AccountState, current: SubscriptionTruth | null): Change {
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
  return {
    ...nothing,
    effects: [
      {
        kind: "subscription.update",
        accountId: state.account.id,
        subscriptionId: stripeSubscriptionId,
        actionId: "second-trial",
        change: { is: "end_trial" },
      },
    ],
  };
}
