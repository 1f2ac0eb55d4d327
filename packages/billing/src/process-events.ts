import type { AccountId } from "@idem/domain";
import { webhookActor } from "./actor.ts";
import type { Inbox, PendingEvent } from "./ports/inbox.ts";
import type { Ports } from "./ports/ports.ts";
import { syncAccount } from "./sync-account.ts";

/**
 * Customers whose turn it is: so few that at 80 looks a second the last of them is looked at before its events are due
 * again, after 2 s. At a test key's pace, or while Stripe is slow, one may be looked at twice, which changes nothing.
 */
const batch = 20;

/**
 * Events are doorbells: each says "look at this customer", never what to write. When a customer's turn comes, all that
 * rang for them is one look and done with it, so a backlog costs Stripe a read for each customer, not for each event.
 * `inTurn` may hold each look back: while the process is busy, or to stay below what Stripe allows. Returns how many
 * events it took.
 */
export async function processEvents(
  ports: Ports,
  inbox: Inbox,
  inTurn: InTurn = (work) => work(),
): Promise<number> {
  const events = await inbox.claimDue(batch);
  const byCustomer = Map.groupBy(events, ({ stripeCustomerId }) => stripeCustomerId);
  await Promise.all(
    [...byCustomer].map(async ([customerId, group]) => {
      const accountId = customerId && (await ports.store.accountOfCustomer(customerId));
      if (accountId) await inTurn(() => ring(ports, inbox, { accountId, events: group }));
      else await dismiss(ports, inbox, { customerId, events: group });
    }),
  );
  return events.length;
}

type InTurn = (work: () => Promise<void>) => Promise<void>;

async function dismiss(
  { meter }: Ports,
  inbox: Inbox,
  { customerId, events }: { customerId: string | null; events: PendingEvent[] },
): Promise<void> {
  await inbox.done(
    idsOf(events),
    customerId ? "Its customer is not one of ours." : "It is about no customer.",
  );
  for (const { type } of events) meter.webhook(type, "unknown_customer");
}

async function ring(
  ports: Ports,
  inbox: Inbox,
  { accountId, events }: { accountId: AccountId; events: PendingEvent[] },
): Promise<void> {
  const { meter, log } = ports;
  try {
    await syncAccount(ports, accountId, webhookActor(events[0]?.id ?? ""));
    await inbox.done(idsOf(events), null);
    for (const { type } of events) meter.webhook(type, "processed");
  } catch (error) {
    await inbox.failed(idsOf(events), String(error));
    for (const { type } of events) meter.webhook(type, "failed");
    log.warn(
      { accountId, events: idsOf(events).slice(0, mostNamed), error: String(error) },
      "An event's work failed and will be tried again",
    );
  }
}

/** A line of the log stays readable after a day of them. */
const mostNamed = 10;

const idsOf = (events: PendingEvent[]): string[] => events.map(({ id }) => id);
