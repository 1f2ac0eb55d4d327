import type { AccountEvidence, StripeSubscriptionTruth } from "./evidence.ts";
import type { Invariant } from "./finding.ts";

/** Charged is what was shown, once, and whoever paid is known to have paid (G2, G3, G4). */
export const invariantsOfMoney: Invariant[] = [
  {
    name: "what was charged is what was shown",
    weight: "differs",
    broken: ({ accounts, ledger }) => {
      const shown = Map.groupBy(ledger.shown, ({ sessionId }) => sessionId);
      return accounts.flatMap(({ theirs }) =>
        theirs.sessions.flatMap((session) => {
          const totals = shown.get(session.id) ?? [];
          const wrong = totals.filter(
            ({ dueToday, currency }) =>
              dueToday !== session.amountTotal || currency !== session.currency,
          );
          return [
            ...wrong.map(
              ({ dueToday }) => `${session.id}: shown ${dueToday}, asked ${session.amountTotal}`,
            ),
            ...wrongCharge(session.amountTotal, session.subscriptionId, theirs.subscriptions),
          ];
        }),
      );
    },
  },
  {
    name: "nobody pays for the same thing twice",
    weight: "duplicate",
    broken: ({ accounts }) =>
      accounts.flatMap((account) => [...boughtAgain(account), ...overlapping(account)]),
  },
  {
    name: "every payment that Stripe took is known to us",
    weight: "lost",
    broken: ({ accounts }) =>
      accounts.flatMap(({ ours, theirs }) => {
        const completed = new Set(
          ours.checkouts
            .filter(({ status }) => status === "COMPLETED")
            .map(({ sessionId }) => sessionId),
        );
        return theirs.sessions
          .filter(({ id, status }) => status === "complete" && !completed.has(id))
          .map(({ id }) => `${id} was paid, and our checkout does not say so`);
      }),
  },
  {
    name: "every buyer who paid was told so",
    weight: "lost",
    broken: ({ accounts, ledger }) => {
      const complete = new Set(
        accounts.flatMap(({ theirs }) =>
          theirs.sessions.filter(({ status }) => status === "complete").map(({ id }) => id),
        ),
      );
      return [
        ...ledger.paid
          .filter(({ sessionId }) => !complete.has(sessionId))
          .map(({ sessionId }) => `${sessionId} was paid, and Stripe does not say so`),
        // "failed" is the right word where the subscription has been cancelled meanwhile.
        ...ledger.returned
          .filter(({ is }) => is !== "active" && is !== "failed")
          .map(({ sessionId, is }) => `${sessionId} was paid, and the return page says ${is}`),
        ...ledger.unfinished.map(
          ({ sessionId, is }) => `${sessionId} was paid, and the return page still says ${is}`,
        ),
      ];
    },
  },
];

/** The card pays the total, less the credit that the customer has from a subscription that was replaced. */
function wrongCharge(
  amountTotal: number,
  subscriptionId: string | null,
  subscriptions: readonly StripeSubscriptionTruth[],
): string[] {
  const first = subscriptions.find(({ id }) => id === subscriptionId)?.first;
  if (first === undefined || first === null) return [];
  const due = Math.max(0, amountTotal + Math.min(0, first.startingBalance));
  return first.total === amountTotal && first.charged === due
    ? []
    : [
        `${subscriptionId}: asked ${amountTotal}, invoiced ${first.total}, charged ${first.charged}`,
      ];
}

/** What somebody has and goes on having is not sold to them in its own place, whatever a tab that is behind asks for. */
function boughtAgain({ accountId, theirs }: AccountEvidence): string[] {
  const kept = theirs.subscriptions.filter(isKept);
  return kept.flatMap((next) =>
    kept
      .filter(({ id, priceId }) => id === next.replaces && priceId === next.priceId)
      .map(
        ({ id }) => `${accountId} paid for ${id}, and for the same again in its place, ${next.id}`,
      ),
  );
}

/**
 * Two at the same time are both paid for, unless one was bought in the other's place: then what is left of that one is
 * credited. Its end may come late, when its successor has itself been replaced, or cancelled and something new bought.
 */
function overlapping({ accountId, theirs }: AccountEvidence): string[] {
  const kept = theirs.subscriptions.filter(isKept);
  const isReplacedBefore = (one: StripeSubscriptionTruth, other: StripeSubscriptionTruth) =>
    theirs.subscriptions.some(
      (next) => next.replaces === one.id && isBought(next) && next.created <= other.created,
    );
  return kept.flatMap((one, index) =>
    kept
      .slice(index + 1)
      .filter((other) => one.created < endOf(other) && other.created < endOf(one))
      .filter((other) => !isReplacedBefore(one, other) && !isReplacedBefore(other, one))
      .map((other) => `${accountId} paid for ${one.id} and ${other.id} at the same time`),
  );
}

const endOf = ({ endedAt }: StripeSubscriptionTruth): number => endedAt ?? Number.POSITIVE_INFINITY;

const isKept = ({ first }: StripeSubscriptionTruth): boolean =>
  first !== null && first.charged > 0 && first.refunded < first.charged;

/** Also by credit alone; not one whose card was declined, nor one that was paid back. */
const isBought = ({ status, first }: StripeSubscriptionTruth): boolean =>
  !status.startsWith("incomplete") &&
  first !== null &&
  (first.charged === 0 || first.refunded < first.charged);
