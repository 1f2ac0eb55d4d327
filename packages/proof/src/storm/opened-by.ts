import type { AccountState, Checkout, Decision } from "@idem/domain";

/** The rows that a start left behind when it was recorded: its checkout is the open one, and has its session. */
export function openedBy({ checkouts }: AccountState, opened: Checkout): Decision<null> {
  const { id, attempt, revision, choice, trialDays, dueToday, currency } = opened;
  const { replacesSubscriptionId } = opened;
  const due = { trialDays, dueToday, currency };
  const former = checkouts.filter(({ status }) => status === "OPEN");
  const told = (action: "checkout.superseded" | "checkout.opened", of: string) => ({
    action,
    before: null,
    after: { id: of },
    reason: null,
  });
  return {
    answer: null,
    writes: [
      ...former.map(({ id: formerId }) => ({
        write: "checkout.mark" as const,
        id: formerId,
        status: "SUPERSEDED" as const,
        retired: true as const,
      })),
      {
        write: "checkout.open",
        checkout: { id, attempt, revision, choice, ...due, replacesSubscriptionId },
      },
      ...(opened.stripeSessionId === null
        ? []
        : [{ write: "checkout.session" as const, id, sessionId: opened.stripeSessionId }]),
    ],
    audit: [
      ...former.map((checkout) => told("checkout.superseded", checkout.id)),
      told("checkout.opened", id),
    ],
    effects: [],
  };
}
