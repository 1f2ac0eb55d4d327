import type { AccountId } from "@idem/domain";
import { webhookActor } from "./actor.ts";
import { ProviderUnavailable } from "./ports/gateway.ts";
import type { Inbox, Turn } from "./ports/inbox.ts";
import type { Ports } from "./ports/ports.ts";
import { syncAccount } from "./sync-account.ts";

/**
 * Turns taken at once: so few that at 80 looks a second the last of them is looked at long before its worker is taken
 * for dead. At a test key's pace, or while Stripe is slow, one may be looked at twice, which changes nothing.
 */
const batch = 20;

/**
 * Events are doorbells: each says "look at this customer", never what to write. When a customer's turn comes, all that
 * rang for them is one look and done with it, so a backlog costs Stripe a read for each customer, not for each event.
 * `inTurn` may hold each look back: while the process is busy, or to stay below what Stripe allows. Returns how many
 * turns it took.
 */
export async function processEvents(
  ports: Ports,
  inbox: Inbox,
  inTurn: InTurn = (work) => work(),
): Promise<number> {
  const turns = await inbox.claimDue(batch);
  await Promise.all(turns.map((turn) => answer({ ports, inbox, inTurn }, turn)));
  return turns.length;
}

type InTurn = (work: () => Promise<void>) => Promise<void>;
type Worker = { ports: Ports; inbox: Inbox; inTurn: InTurn };

async function answer({ ports, inbox, inTurn }: Worker, turn: Turn): Promise<void> {
  const { stripeCustomerId: customerId, related } = turn;
  try {
    if (turn.events.length === 0) return await inbox.done(turn, null);
    if (customerId === null && related !== null)
      return await inTurn(() => findWhose(ports, inbox, { ...turn, related }));
    const accountId = customerId && (await ports.store.accountOfCustomer(customerId));
    if (accountId) await inTurn(() => ring(ports, inbox, { accountId, turn }));
    else await dismiss(ports, inbox, turn);
  } catch (error) {
    await giveBack(ports, inbox, { turn, error });
  }
}

/** A thin event names an object: whose it is, Stripe is asked once for all that rang about it. */
async function findWhose(
  { gateway, meter }: Ports,
  inbox: Inbox,
  turn: Turn & { related: NonNullable<Turn["related"]> },
): Promise<void> {
  const customerId = await gateway.ownerOf(turn.related);
  if (customerId === null) return dismiss({ meter }, inbox, turn);
  await inbox.forward(turn, customerId);
}

async function dismiss({ meter }: Pick<Ports, "meter">, inbox: Inbox, turn: Turn): Promise<void> {
  const { stripeCustomerId, events } = turn;
  await inbox.done(
    turn,
    stripeCustomerId ? "Its customer is not one of ours." : "It is about no customer.",
  );
  for (const { type } of events) meter.webhook(type, "unknown_customer");
}

async function ring(
  ports: Ports,
  inbox: Inbox,
  { accountId, turn }: { accountId: AccountId; turn: Turn },
): Promise<void> {
  await syncAccount(ports, accountId, webhookActor(turn.events[0]?.id ?? ""));
  await inbox.done(turn, null);
  for (const { type } of turn.events) ports.meter.webhook(type, "processed");
}

async function giveBack(
  { meter, log }: Ports,
  inbox: Inbox,
  { turn, error }: { turn: Turn; error: unknown },
): Promise<void> {
  const said = String(error);
  if (error instanceof ProviderUnavailable) await inbox.postponed(turn, said);
  else await inbox.failed(turn, said);
  const { stripeCustomerId, events } = turn;
  for (const { type } of events) meter.webhook(type, "failed");
  log.warn(
    { stripeCustomerId, events: events.slice(0, mostNamed).map(({ id }) => id), error: said },
    "An event's work failed and will be tried again",
  );
}

/** A line of the log stays readable after a day of them. */
const mostNamed = 10;
