import { webhookActor } from "./actor.ts";
import type { Inbox, PendingEvent } from "./ports/inbox.ts";
import type { Ports } from "./ports/ports.ts";
import { syncAccount } from "./sync-account.ts";

const batch = 50;

/**
 * Events are doorbells: each says "look at this customer", never what to write. A burst about one customer is one look.
 * `inTurn` may hold each look back while the process is busy. Returns how many events it took.
 */
export async function processEvents(
  ports: Ports,
  inbox: Inbox,
  inTurn: <T>(work: () => Promise<T>) => Promise<T> = (work) => work(),
): Promise<number> {
  const events = await inbox.claimDue(batch);
  const byCustomer = Map.groupBy(events, ({ stripeCustomerId }) => stripeCustomerId);
  await Promise.all(
    [...byCustomer].map(([customerId, group]) =>
      inTurn(() => ring(ports, inbox, { customerId, events: group })),
    ),
  );
  return events.length;
}

type Ring = { customerId: string | null; events: PendingEvent[] };

async function ring(ports: Ports, inbox: Inbox, { customerId, events }: Ring): Promise<void> {
  const ids = events.map(({ id }) => id);
  const [first] = events;
  const accountId = customerId && (await ports.store.accountOfCustomer(customerId));
  if (!accountId || !first) {
    for (const { type } of events) ports.meter.webhook(type, "unknown_customer");
    return inbox.done(
      ids,
      customerId ? "Its customer is not one of ours." : "It is about no customer.",
    );
  }
  try {
    await syncAccount(ports, accountId, webhookActor(first.id));
    await inbox.done(ids, null);
    for (const { type } of events) ports.meter.webhook(type, "processed");
  } catch (error) {
    await inbox.failed(ids, String(error));
    for (const { type } of events) ports.meter.webhook(type, "failed");
    ports.log.warn(
      { accountId, events: ids, error: String(error) },
      "An event's work failed and will be tried again",
    );
  }
}
