import type { AccountState } from "./account.ts";
import { type Decision, unchanged } from "./decision.ts";
import { type Card, isLive } from "./subscription.ts";

/** Time enough to find another card before the next monthly payment. */
export const cardNoticeDays = 30;

/**
 * Tells the customer that the card their subscription is paid with is about to expire; once for each card, as the notice
 * has a slot of its own. Not whoever is not going to be charged again, nor when it has expired already: then the payment
 * that fails is the news.
 */
export function decideCardNotice(state: AccountState, nowMs: number): Decision<null> {
  const { account, subscription } = state;
  if (subscription?.card == null) return unchanged(null);
  const { stripeSubscriptionId: subscriptionId, card, status, cancelAtMs } = subscription;
  const leftMs = expiryOfCard(card) - nowMs;
  const isSoon = leftMs > 0 && leftMs <= cardNoticeDays * 86_400_000;
  if (!isLive(status) || cancelAtMs !== null || !isSoon) return unchanged(null);
  const notice = { template: "card_expiring" as const, subscriptionId, card };
  return {
    ...unchanged(null),
    effects: [{ kind: "email.send", accountId: account.id, to: account.email, notice }],
  };
}

/** A card works to the end of its month, UTC. */
const expiryOfCard = ({ expYear, expMonth }: Card): number => Date.UTC(expYear, expMonth);
