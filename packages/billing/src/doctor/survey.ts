import type { CustomerFacts } from "@idem/domain";
import { isLive, retiredKey } from "@idem/domain";
import type { Sighted } from "../ports/doctor-records.ts";
import type { ListedSubscription, ListPage } from "../ports/stripe-lists.ts";
import { compareSubscriptions } from "../reconcile-compare.ts";
import type { Doctor, Watch } from "./doctor.ts";

/**
 * Everything at Stripe, a page at a time, into sightings: nothing of it stays in memory. Subscriptions first, then
 * customers: whoever has a subscription was there before it, so no subscription looks like nobody's.
 * Answers how many objects there were.
 */
export async function survey(doctor: Doctor, checkId: string, watching: Watch): Promise<number> {
  const { lists, charts, records, inPace } = doctor;
  let listed = 0;
  const through = async <T>(
    list: (cursor: string | null) => Promise<ListPage<T>>,
    keep: (items: T[]) => Promise<void>,
  ): Promise<void> => {
    for (let cursor: string | null = null; ; ) {
      watching.signal.throwIfAborted();
      const from: string | null = cursor;
      const page: ListPage<T> = await inPace(() => list(from));
      await keep(page.items);
      listed += page.items.length;
      watching.tell({ doing: "listing", done: listed, expected: null, found: 0 });
      if (page.next === null) return;
      cursor = page.next;
    }
  };
  await through(lists.subscriptions, async (items) => {
    await records.keepSightings(checkId, items.map(subscriptionSighted));
    await records.keepDoubts(checkId, await doubtsOf(doctor, items));
  });
  await through(charts.customers, (items) =>
    records.keepSightings(checkId, items.map(customerSighted)),
  );
  await through(charts.openSessions, (items) =>
    records.keepSightings(
      checkId,
      items.map((one) => ({ kind: "session", ...one })),
    ),
  );
  return listed;
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

const subscriptionSighted = ({
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

const customerSighted = ({ id, email, name, metadata, card }: CustomerFacts): Sighted => ({
  kind: "customer",
  id,
  accountId: metadata["accountId"] ?? null,
  email,
  name,
  card: card?.fingerprint ?? null,
  isRetired: retiredKey in metadata,
});
