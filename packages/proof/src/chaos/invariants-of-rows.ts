import { type AccountEvidence, type Evidence, isLive } from "./evidence.ts";
import type { Invariant } from "./finding.ts";

const ofAccounts =
  (differs: (account: AccountEvidence) => string[]) =>
  ({ accounts }: Evidence): string[] =>
    accounts.flatMap((account) => differs(account).map((text) => `${account.accountId}: ${text}`));

/** What we have written down is what is so, and nothing is left open (G4, G5, G7). */
export const invariantsOfRows: Invariant[] = [
  {
    name: "our customer is Stripe’s",
    weight: "differs",
    broken: ofAccounts(({ ours, theirs }) => {
      const [id = null] = theirs.customerIds;
      return theirs.customerIds.length > 1 || ours.customerId === id
        ? []
        : [`our row says ${ours.customerId}, Stripe ${id}`];
    }),
  },
  {
    name: "our subscription is Stripe’s",
    weight: "differs",
    broken: ofAccounts(differencesOfSubscription),
  },
  {
    name: "our checkouts are Stripe’s sessions",
    weight: "differs",
    broken: ofAccounts(differencesOfCheckouts),
  },
  {
    name: "every audit chain verifies",
    weight: "differs",
    broken: ofAccounts(({ ours: { audit } }) =>
      audit.is === "intact" ? [] : [`broken at event ${audit.atSeq}`],
    ),
  },
  {
    name: "every effect’s outcome is known",
    weight: "lost",
    broken: ({ unknownEffects }) =>
      unknownEffects.map(({ accountId, slot }) => `${accountId}: ${slot}`),
  },
  {
    name: "every event’s work is done",
    weight: "lost",
    broken: ({ undoneEvents, undelivered }) => [
      ...undoneEvents.map(({ id, type }) => `${id} ${type}`),
      ...(undelivered > 0 ? [`${undelivered} events are still at Stripe`] : []),
    ],
  },
];

function differencesOfSubscription({ ours, theirs }: AccountEvidence): string[] {
  const row = ours.subscription;
  const live = theirs.subscriptions.filter(isLive);
  if (row === null)
    return theirs.subscriptions.length === 0 ? [] : ["no row, and Stripe has a subscription"];
  const truth = theirs.subscriptions.find(({ id }) => id === row.id);
  if (truth === undefined) return [`Stripe does not have ${row.id}`];
  if (live.length > 0 && !live.includes(truth))
    return [`our row says ${row.id}, but ${live.map(({ id }) => id).join(", ")} is live`];
  const pairs: [string, unknown, unknown][] = [
    ["status", row.status, truth.status],
    ["price", row.priceId, truth.priceId],
    ["currency", row.currency, truth.currency],
    ["period end", row.currentPeriodEndMs, (truth.currentPeriodEnd ?? 0) * 1_000],
  ];
  return pairs
    .filter(([, our, their]) => our !== their)
    .map(([name, our, their]) => `${row.id}: our ${name} is ${our}, Stripe’s ${their}`);
}

/** What a session at Stripe must be, for each status that a checkout of ours can have. */
const sessionStatus: Record<string, string> = {
  OPEN: "open",
  COMPLETED: "complete",
  EXPIRED: "expired",
  SUPERSEDED: "expired",
};

function differencesOfCheckouts({ ours, theirs }: AccountEvidence): string[] {
  const rows = new Map(ours.checkouts.map((row) => [row.id, row]));
  const sessions = new Map(theirs.sessions.map((session) => [session.id, session]));
  const unknown = theirs.sessions.filter(
    ({ id, checkoutId }) => rows.get(checkoutId)?.sessionId !== id,
  );
  const wrong = ours.checkouts.filter(
    ({ status, sessionId }) =>
      sessionId !== null && sessions.get(sessionId)?.status !== sessionStatus[status],
  );
  return [
    ...unknown.map(({ id, status }) => `no row of ours has Stripe’s ${status} session ${id}`),
    ...wrong.map(
      ({ id, status, sessionId }) =>
        `${id} is ${status}, its session ${sessions.get(sessionId ?? "")?.status}`,
    ),
  ];
}
