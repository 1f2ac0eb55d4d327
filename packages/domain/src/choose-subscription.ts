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
 * Which of an account's subscriptions counts (G3). The written policy: the first paid one stays, unless another was
 * bought to replace it; every other live one is a duplicate.
 *
 * Who replaces whom is read from what was bought, never from times: Stripe's have a resolution of one second, and a
 * replacement taken for a duplicate would be paid back. Where times decide, the order is total, so all nodes agree; two
 * in the same second leave it with `keptId`, the one our row names, so that it never flips between them.
 */
export function chooseSubscription(
  all: readonly SubscriptionTruth[],
  keptId: StripeSubscriptionId | null = null,
): Chosen {
  const [over, live] = partitionLive(all, keptId);
  const liveIds = new Set(live.map(({ stripeSubscriptionId }) => stripeSubscriptionId));
  const replacesNone = ({ replacesSubscriptionId: id }: SubscriptionTruth) =>
    id === null || !liveIds.has(id);

  const surplus: Chosen["surplus"] = over.map((subscription) => ({
    subscription,
    reason: "replaced",
  }));
  let current = live.find(replacesNone) ?? null;
  if (current === null) return { current: latestEnded(all, keptId), surplus };
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

/**
 * The live ones in order, without those that are over: what replaced them was paid, and has itself ended before we
 * looked. Had we looked sooner, they would have been ended then; the result must not depend on when we look.
 */
function partitionLive(
  all: readonly SubscriptionTruth[],
  keptId: StripeSubscriptionId | null,
): [over: SubscriptionTruth[], live: SubscriptionTruth[]] {
  const isOver = replacedByOneOf(all.filter(({ status }) => !isLive(status)));
  const live = all.filter(({ status }) => isLive(status)).toSorted(byFirstPaid(all, keptId));
  return [live.filter(isOver), live.filter((one) => !isOver(one))];
}

function replacedByOneOf(
  others: readonly SubscriptionTruth[],
): (one: SubscriptionTruth) => boolean {
  const paid = others.filter(({ firstPaidAtMs }) => firstPaidAtMs !== null);
  const replaced = new Set(paid.map(({ replacesSubscriptionId }) => replacesSubscriptionId));
  return ({ stripeSubscriptionId }) => replaced.has(stripeSubscriptionId);
}

const successor = (
  live: readonly SubscriptionTruth[],
  { stripeSubscriptionId }: SubscriptionTruth,
) => live.find(({ replacesSubscriptionId }) => replacesSubscriptionId === stripeSubscriptionId);

/**
 * A subscription that was once live says more than one that never got paid; of those, the one that was live last. Not
 * one that was replaced, however late its end; nor an accidental duplicate, which may be younger and was ended first.
 */
function latestEnded(
  all: readonly SubscriptionTruth[],
  keptId: StripeSubscriptionId | null,
): SubscriptionTruth | null {
  const isReplaced = replacedByOneOf(all);
  const latestFirst = all.toSorted(
    (a, b) =>
      Number(isReplaced(a)) - Number(isReplaced(b)) ||
      endOf(b) - endOf(a) ||
      keptFirst(new Set([keptId]))(a, b) ||
      -byCreation(a, b),
  );
  return latestFirst.find(({ status }) => status === "canceled") ?? latestFirst[0] ?? null;
}

const endOf = ({ endedAtMs, createdAtMs }: SubscriptionTruth): number => endedAtMs ?? createdAtMs;

const byFirstPaid =
  (all: readonly SubscriptionTruth[], keptId: StripeSubscriptionId | null) =>
  (a: SubscriptionTruth, b: SubscriptionTruth): number =>
    seniority(all, a) - seniority(all, b) ||
    keptFirst(lineOf(all, keptId))(a, b) ||
    paidAt(a) - paidAt(b) ||
    byCreation(a, b);

const paidAt = ({ firstPaidAtMs, createdAtMs }: SubscriptionTruth): number =>
  firstPaidAtMs ?? createdAtMs;

/**
 * What was bought to replace a living one stands in its place, also once that one has ended: otherwise a duplicate, not
 * yet ended itself, would for a moment look like the first paid one, and the replacement be paid back in its stead.
 */
function seniority(all: readonly SubscriptionTruth[], one: SubscriptionTruth): number {
  const others = all.filter((other) => other !== one);
  const replaced = others.find(
    (other) => other.stripeSubscriptionId === one.replacesSubscriptionId,
  );
  const wasLive = replaced && (replaced.endedAtMs === null || replaced.endedAtMs >= paidAt(one));
  return wasLive ? seniority(others, replaced) : paidAt(one);
}

/** The one that our row names, what it replaced, what that had replaced, and so on. */
function lineOf(
  all: readonly SubscriptionTruth[],
  keptId: StripeSubscriptionId | null,
): Set<StripeSubscriptionId | null> {
  const line = new Set<StripeSubscriptionId | null>();
  for (let id = keptId; id !== null && !line.has(id); id = replacedBy(all, id)) line.add(id);
  return line;
}

const replacedBy = (all: readonly SubscriptionTruth[], id: StripeSubscriptionId) =>
  all.find((one) => one.stripeSubscriptionId === id)?.replacesSubscriptionId ?? null;

const keptFirst =
  (kept: ReadonlySet<StripeSubscriptionId | null>) =>
  (a: SubscriptionTruth, b: SubscriptionTruth): number =>
    Number(kept.has(b.stripeSubscriptionId)) - Number(kept.has(a.stripeSubscriptionId));

const byCreation = (a: SubscriptionTruth, b: SubscriptionTruth): number =>
  a.createdAtMs - b.createdAtMs || (a.stripeSubscriptionId < b.stripeSubscriptionId ? -1 : 1);
