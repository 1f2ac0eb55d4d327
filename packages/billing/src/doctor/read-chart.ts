import {
  type AccountId,
  type Chart,
  type ChartedCustomer,
  type CustomerFacts,
  type Difference,
  decideSync,
  differencesOf,
  isLive,
  isProof,
  openCheckout,
  retiredKey,
  type StripeCustomerId,
  signalOf,
} from "@idem/domain";
import type { AccountSnapshot } from "../ports/ports.ts";
import { fetchTruth, nameOf } from "../sync-account.ts";
import type { Doctor } from "./doctor.ts";

export type ChartQuestion = {
  accountId: AccountId;
  candidates: readonly StripeCustomerId[];
  auditBreaksAt: number | null;
};

/** Looks at one account on both sides, and changes nothing. Costs some four reads of Stripe for each of its customers. */
export async function readChart(doctor: Doctor, question: ChartQuestion): Promise<Chart> {
  const { accountId, candidates, auditBreaksAt } = question;
  const { ports, records, charts, inPace } = doctor;
  const snapshot = await ports.store.account(accountId);
  const { account, customer, subscription } = snapshot;
  const storedId = customer?.stripeCustomerId ?? null;
  const ids = [...new Set([...candidates, ...(storedId === null ? [] : [storedId])])];
  const found = await Promise.all(
    ids.map(async (id) => ({ id, chart: await inPace(() => charts.customer(id)) })),
  );
  const living = found.flatMap(({ chart }) => (chart.is === "living" ? [chart.facts] : []));
  const stored = found.find(({ id }) => id === storedId);
  const lost =
    stored === undefined || stored.chart.is === "living"
      ? null
      : { customerId: stored.id, standing: stored.chart.is };
  const customers = await chartCustomers(doctor, { ...snapshot, storedId, living });
  const differences = lost === null ? await findDifferences(doctor, snapshot) : [];
  // Asked last: what was under way while we looked is known by now.
  const unsettled = await records.unsettled(accountId);
  return {
    account,
    rows: {
      customerId: storedId,
      subscription,
      openSession: openCheckout(snapshot)?.stripeSessionId ?? null,
    },
    customers,
    lost,
    differences,
    ...unsettled,
    auditBreaksAt,
  };
}

type Known = AccountSnapshot & {
  storedId: StripeCustomerId | null;
  living: readonly CustomerFacts[];
};

async function chartCustomers(doctor: Doctor, known: Known): Promise<ChartedCustomer[]> {
  const { account, storedId, living } = known;
  const claimant = { ...account, storedId };
  const own = living.filter(
    ({ id, metadata }) => id === storedId || metadata["accountId"] === account.id,
  );
  const isGuessing = own.length < living.length;
  const provenEmail = isGuessing ? await doctor.records.provenEmail(account.id) : null;
  const ownSession = openCheckout(known)?.stripeSessionId ?? null;
  const looking = { ownSession, isOneOfSeveral: living.length > 1 };
  const charted = await Promise.all(
    living.map(async (facts) => {
      const signal = signalOf(claimant, facts, own);
      if (signal === null) return null;
      const isProven = isProof(signal, facts, provenEmail);
      return { signal, isProven, ...(await chartCustomer(doctor, facts, looking)) };
    }),
  );
  return charted
    .filter((one) => one !== null)
    .filter(({ metadata, subscriptions }) => !(retiredKey in metadata) || hasLive(subscriptions));
}

const hasLive = (subscriptions: ChartedCustomer["subscriptions"]): boolean =>
  subscriptions.some(({ status }) => isLive(status));

/** One living customer with all that a choice between several asks for. */
export async function chartCustomer(
  { ports, charts, inPace }: Pick<Doctor, "ports" | "charts" | "inPace">,
  facts: CustomerFacts,
  { ownSession, isOneOfSeveral }: { ownSession: string | null; isOneOfSeveral: boolean },
): Promise<Omit<ChartedCustomer, "signal" | "isProven">> {
  const { id } = facts;
  const sessions = await inPace(() => charts.openSessionsOf(id));
  const listed = await inPace(() => ports.gateway.subscriptions(id));
  // What decides only between several.
  const paidInvoices = isOneOfSeveral ? await inPace(() => charts.countPaidInvoices(id)) : null;
  const taxIds = isOneOfSeveral ? await inPace(() => charts.taxIdsOf(id)) : [];
  const subscriptions = await Promise.all(listed.map((one) => nameOf(ports, one)));
  const strayedSessions = sessions.filter((session) => session !== ownSession);
  return { ...facts, paidInvoices, taxIds, subscriptions, strayedSessions };
}

/** What a sync would write is what differs; and a subscription that Stripe has never heard of. */
async function findDifferences(
  { ports, inPace }: Doctor,
  snapshot: AccountSnapshot,
): Promise<Difference[]> {
  const ours = snapshot.subscription?.stripeSubscriptionId;
  if (snapshot.customer === null && ours === undefined) return [];
  const truth = await inPace(() => fetchTruth(ports, snapshot));
  const state = { ...snapshot, usedCards: [], running: [], revisions: {} };
  const differences = differencesOf(
    snapshot,
    decideSync(state, truth, snapshot.account.syncVersion),
  );
  const isKnown =
    ours === undefined || truth.subscriptions.some((one) => one.stripeSubscriptionId === ours);
  return isKnown
    ? differences
    : [...differences, { field: "subscription", ours: ours ?? null, stripes: null }];
}
