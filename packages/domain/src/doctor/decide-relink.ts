import { type AccountState, type Customer, openCheckout } from "../account.ts";
import { decideAbandon } from "../decide-abandon.ts";
import { decideSync, type SyncAnswer } from "../decide-sync.ts";
import { type Decision, entry, unchanged } from "../decision.ts";
import type { StripeCustomerId } from "../ids.ts";
import type { Truth } from "../truth.ts";

export type Relinking = {
  /** Whom the row named when this was planned. */
  from: StripeCustomerId | null;
  customer: Customer;
  truth: Truth;
  readVersion: number;
  reason: string;
};

/** `moved`: meanwhile the row names a third one, and keeps it. */
export type RelinkAnswer = SyncAnswer | { is: "moved"; to: StripeCustomerId | null };

/**
 * The account's row names another customer from now on, and in the same commit its subscription is that customer's.
 * In two steps, a webhook between them would compare one customer's row with the other one's subscriptions, and end the
 * one that was to stay. A checkout that was opened for the former customer goes: paid, it would be a second one's.
 */
export function decideRelink(
  state: AccountState,
  { from, customer, truth, readVersion, reason }: Relinking,
): Decision<RelinkAnswer> {
  const named = state.customer?.stripeCustomerId ?? null;
  const isDone = named === customer.stripeCustomerId;
  if (!isDone && named !== from) return unchanged({ is: "moved", to: named });
  const synced = decideSync({ ...state, customer }, truth, readVersion);
  if (synced.answer.is === "stale" || isDone) return synced;
  const abandoned = abandon(state, synced);
  const effects = [...synced.effects, ...abandoned.effects];
  return {
    answer: { ...synced.answer, effects },
    writes: [{ write: "customer.upsert", customer }, ...synced.writes, ...abandoned.writes],
    audit: [
      entry("customer.relinked", { before: state.customer, after: customer, reason }),
      ...synced.audit,
      ...abandoned.audit,
    ],
    effects,
  };
}

function abandon(state: AccountState, { writes }: Decision<SyncAnswer>): Decision<null> {
  const open = openCheckout(state);
  const isClosed = writes.some((one) => one.write === "checkout.mark" && one.id === open?.id);
  return open === null || isClosed ? unchanged(null) : decideAbandon(state, open.id);
}
