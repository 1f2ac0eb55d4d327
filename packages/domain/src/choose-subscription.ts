import type { StripeSubscriptionId } from "./ids.ts";
import { isLive } from "./subscription.ts";
import type { SubscriptionTruth } from "./truth.ts";

export type Chosen = {
  /** The account's subscription; `null` if it never had one. */
  current: SubscriptionTruth | null;
  /** Live ones that must end: replaced on purpose, or paid for twice by accident. */
  surplus: { subscription: SubscriptionTruth; reason: "replaced" | "duplicate" }[];
};

/**
 * Which of an account's subscriptions counts (G3). The written policy: the first paid one stays, unless a later one was
 * bought to replace it; any other live one is a duplicate. The order is total, so every node chooses alike.
 */
export function chooseSubscription(all: readonly SubscriptionTruth[]): Chosen {
  const live = all.filter(({ status }) => isLive(status)).toSorted(byFirstPaid);
  const surplus: Chosen["surplus"] = [];
  let current: SubscriptionTruth | null = null;
  for (const candidate of live) {
    if (current === null) current = candidate;
    else if (replaces(candidate, current.stripeSubscriptionId)) {
      surplus.push({ subscription: current, reason: "replaced" });
      current = candidate;
    } else surplus.push({ subscription: candidate, reason: "duplicate" });
  }
  return { current: current ?? latestEnded(all), surplus };
}

const replaces = (candidate: SubscriptionTruth, id: StripeSubscriptionId): boolean =>
  candidate.replacesSubscriptionId === id;

/** A subscription that was once live says more than one that never got paid. */
function latestEnded(all: readonly SubscriptionTruth[]): SubscriptionTruth | null {
  const newestFirst = all.toSorted((a, b) => -byCreation(a, b));
  return newestFirst.find(({ status }) => status === "canceled") ?? newestFirst[0] ?? null;
}

const byFirstPaid = (a: SubscriptionTruth, b: SubscriptionTruth): number =>
  (a.firstPaidAtMs ?? a.createdAtMs) - (b.firstPaidAtMs ?? b.createdAtMs) || byCreation(a, b);

const byCreation = (a: SubscriptionTruth, b: SubscriptionTruth): number =>
  a.createdAtMs - b.createdAtMs || (a.stripeSubscriptionId < b.stripeSubscriptionId ? -1 : 1);
