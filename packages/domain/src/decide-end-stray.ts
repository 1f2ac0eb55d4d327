import type { AccountState } from "./account.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import { type EffectIntent, slotOf } from "./effect.ts";
import type { StripeCustomerId, StripeSubscriptionId } from "./ids.ts";
import { type Refused, refuse } from "./refusal.ts";

/** A stray subscription: of a customer of the account's that our row does not name. */
export type AskedEnd = {
  subscriptionId: StripeSubscriptionId;
  customerId: StripeCustomerId;
  reason: string;
};

export type EndStrayDecision = Refused<"subscription_changed"> | { is: "carry_out"; slot: string };

/**
 * Ends a stray subscription, and nothing else of the account: no row of ours knows it, so none changes. What the account's
 * row names by now is not stray any more, and is ended as what it is (`decideAction`). Two who ask have one effect between
 * them, and with a repair of the doctor's too: its name is the subscription's.
 */
export function decideEndStray(
  { account, customer, subscription }: AccountState,
  { subscriptionId, customerId, reason }: AskedEnd,
): Decision<EndStrayDecision> {
  if (
    customer?.stripeCustomerId === customerId ||
    subscription?.stripeSubscriptionId === subscriptionId
  )
    return unchanged(refuse("subscription_changed"));
  const effect: EffectIntent = {
    kind: "subscription.cancel",
    accountId: account.id,
    subscriptionId,
    reason: "asked",
  };
  return {
    answer: { is: "carry_out", slot: slotOf(effect) },
    writes: [],
    audit: [
      entry("subscription.stray_end_asked", { after: { subscriptionId, customerId }, reason }),
    ],
    effects: [effect],
  };
}
