import { isLive } from "./subscription.ts";
import type { SubscriptionTruth } from "./truth.ts";

export type Chosen = {
  /** The account's subscription; `null` if it never had one. */
  current: SubscriptionTruth | null;
  /** Live ones that must end: replaced on purpose, or paid for twice by accident. */
  surplus: { subscription: SubscriptionTruth; reason: "replaced" | "duplicate" }[];
};

/**
 * Which of an account's subscriptions counts (G3). The written policy: the first paid one stays, unless another was
 * bought to replace it; every other live one is a duplicate.
 *
 * Who replaces whom is read from what was bought, never from times: Stripe's have a resolution of one second, and a
 * replacement taken for a duplicate would be paid back. Where times decide, the order is total, so all nodes agree.
 */
export function chooseSubscription(all: readonly SubscriptionTruth[]): Chosen {
  const live = all.filter(({ status }) => isLive(status)).toSorted(byFirstPaid);
  const liveIds = new Set(live.map(({ stripeSubscriptionId }) => stripeSubscriptionId));
  const replacesNone = ({ replacesSubscriptionId: id }: SubscriptionTruth) =>
    id === null || !liveIds.has(id);

  let current = live.find(replacesNone) ?? null;
  if (current === null) return { current: latestEnded(all), surplus: [] };
  const surplus: Chosen["surplus"] = [];
  const counted = new Set([current]);
  for (
    let next = successor(live, current);
    next && !counted.has(next);
    next = successor(live, current)
  ) {
    surplus.push({ subscription: current, reason: "replaced" });
    counted.add(next);
    current = next;
  }
  for (const other of live)
    if (!counted.has(other)) surplus.push({ subscription: other, reason: "duplicate" });
  return { current, surplus };
}

const successor = (
  live: readonly SubscriptionTruth[],
  { stripeSubscriptionId }: SubscriptionTruth,
) => live.find(({ replacesSubscriptionId }) => replacesSubscriptionId === stripeSubscriptionId);

/** A subscription that was once live says more than one that never got paid. */
function latestEnded(all: readonly SubscriptionTruth[]): SubscriptionTruth | null {
  const newestFirst = all.toSorted((a, b) => -byCreation(a, b));
  return newestFirst.find(({ status }) => status === "canceled") ?? newestFirst[0] ?? null;
}

const byFirstPaid = (a: SubscriptionTruth, b: SubscriptionTruth): number =>
  (a.firstPaidAtMs ?? a.createdAtMs) - (b.firstPaidAtMs ?? b.createdAtMs) || byCreation(a, b);

const byCreation = (a: SubscriptionTruth, b: SubscriptionTruth): number =>
  a.createdAtMs - b.createdAtMs || (a.stripeSubscriptionId < b.stripeSubscriptionId ? -1 : 1);
