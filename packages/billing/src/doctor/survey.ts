import type { CustomerFacts } from "@idem/domain";
import { isLive, retiredKey } from "@idem/domain";
import type { Sighted } from "../ports/doctor-records.ts";
import type { ListedSubscription } from "../ports/stripe-lists.ts";
import { compareSubscriptions } from "../reconcile-compare.ts";
import type { Doctor, Watch } from "./doctor.ts";
import { listAll } from "./list-all.ts";

/**
 * Everything at Stripe, a page at a time, into sightings: nothing of it stays in memory. Subscriptions first, then
 * customers: whoever has a subscription was there before it, so no subscription looks like nobody's.
 * Answers how many objects there were.
 */
export async function survey(doctor: Doctor, checkId: string, watching: Watch): Promise<number> {
  const { lists, charts, records, inPace } = doctor;
  const tell = (listed: number): void =>
    watching.tell({ doing: "listing", done: listed, expected: null, found: 0 });
  const listing = listAll({ inPace, signal: watching.signal, tell });
  await listing.through(lists.subscriptions, async (items) => {
    await records.holdCheck(checkId);
    await records.keepSightings(checkId, items.map(subscriptionSighted));
    await records.keepDoubts(checkId, await doubtsOf(doctor, items));
  });
  await listing.through(charts.customers, async (items) => {
    await records.holdCheck(checkId);
    await records.keepSightings(checkId, items.map(customerSighted));
  });
  await listing.through(charts.openSessions, (items) =>
    records.keepSightings(
      checkId,
      items.map((one) => ({ kind: "session", ...one })),
    ),
  );
  return listing.listed();
}

/** What a row says of a subscription is compared as a reconciliation compares it, so that both doubt alike. */
async function doubtsOf({ passes, ports }: Doctor, items: ListedSubscription[]) {
  const known = await passes.known({
    customers: items.map(({ customerId }) => customerId),
    subscriptions: items.map(({ id }) => id),
    accounts: items.flatMap(({ accountId }) => accountId ?? []),
  });
  const { doubted } = await compareSubscriptions(ports, known, items);
  return doubted.map(({ accountId }) => accountId);
}

export const subscriptionSighted = ({
  id,
  customerId,
  accountId,
  subscription,
}: ListedSubscription): Sighted => ({
  kind: "subscription",
  id,
  customerId,
  accountId,
  // One that we cannot read is looked at.
  isLive: subscription === null || isLive(subscription.status),
  stripePriceId: subscription?.stripePriceId ?? null,
});

export const customerSighted = ({ id, email, name, metadata, card }: CustomerFacts) => ({
  kind: "customer" as const,
  id,
  accountId: metadata["accountId"] ?? null,
  email,
  name,
  card: card?.fingerprint ?? null,
  isRetired: retiredKey in metadata,
  userId: null,
  organizationId: null,
});
