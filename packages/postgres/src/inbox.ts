import type { Inbox, ReceivedEvent, StaffReplay, Ticket, Turn } from "@idem/billing";
import { z } from "zod";
import type { Database } from "./database.ts";
import { createFailedEvents } from "./failed-events.ts";
import { inBatches } from "./in-batches.ts";
import { type InQueue, inOneCommit } from "./in-one-commit.ts";
import { openBoss } from "./open-boss.ts";
import { keyOf } from "./turn-key.ts";
import { createTurns } from "./turns.ts";

/** What one statement rewrites well within its time limit; the rest of such a customer's events is the next turn's. */
const mostAtOnce = 5_000;

export type OpenInbox = Inbox & StaffReplay & { close(): Promise<void> };

/**
 * Received events, and the queue of those who are to be looked at because of them (G5). An event and its turn are one
 * commit; a turn is taken before its events are read, so all that were committed with it, or had found it waiting, are
 * among them; and it is over only after they are done. `onError` hears of what fails in the queue's background work.
 */
export function createInbox(
  { pool }: Pick<Database, "pool">,
  onError: (error: Error) => void,
): OpenInbox {
  const boss = openBoss(pool, onError);
  const turns = createTurns(boss);
  // The queue is there before a connection is held: starting takes some, and they may be few.
  const inQueue: InQueue = async (work) => {
    await boss.started();
    return inOneCommit(pool, work);
  };
  const change = (text: string, ids: readonly string[], ...values: unknown[]) =>
    pool.query(`UPDATE webhook_event SET ${text} WHERE id = ANY ($1)`, [ids, ...values]);
  const noteFailure = ({ events }: Turn, error: string) =>
    change("attempts = attempts + 1, last_error = $2", idsOf(events), error.slice(0, 1_000));

  return {
    store: inBatches((events: ReceivedEvent[]) =>
      inQueue(async (sql) => {
        const { rows } = await sql.executeSql(insertEvents, [JSON.stringify(events.map(toRow))]);
        const stored = new Set(idsOf(z.array(eventId).parse(rows)));
        const fresh = new Set(events.filter(({ id }) => stored.delete(id)));
        await turns.ask([...fresh].map(keyOf), sql);
        return events.map((event) => fresh.has(event));
      }),
    ),

    claimDue: async (limit) => {
      const tickets = await turns.take(limit);
      if (tickets.length === 0) return [];
      const keys = tickets.map(({ key }) => key);
      const { rows } = await pool.query(selectWaiting, [keys, mostAtOnce]);
      const byKey = Map.groupBy(z.array(waitingEvent).parse(rows), keyOf);
      return tickets.map((ticket) => toTurn(ticket, byKey.get(ticket.key) ?? []));
    },

    done: async ({ ticket, events }, note) => {
      if (events.length > 0)
        await change(
          "processed_at = now(), attempts = attempts + 1, note = $2, last_error = NULL, failed_at = NULL",
          idsOf(events),
          note,
        );
      if (events.length === mostAtOnce) await inQueue((sql) => turns.ask([ticket.key], sql));
      await turns.complete(ticket);
    },

    failed: async (turn, error) => {
      await noteFailure(turn, error);
      await turns.fail(turn.ticket, error);
    },

    postponed: async (turn, error) => {
      await noteFailure(turn, error);
      await inQueue((sql) => turns.postpone(turn.ticket, sql));
    },

    forward: async ({ ticket, events }, customerId) => {
      await inQueue(async (sql) => {
        await sql.executeSql(
          "UPDATE webhook_event SET stripe_customer_id = $2 WHERE id = ANY ($1)",
          [idsOf(events), customerId],
        );
        await turns.ask([customerId], sql);
      });
      await turns.complete(ticket);
    },

    ...createFailedEvents(pool, { turns, inQueue }),
    close: boss.stop,
  };
}

const idsOf = (events: readonly { id: string }[]): string[] => events.map(({ id }) => id);

/** In an order, so that two nodes that are told the same things at once do not wait for each other in a circle. */
const insertEvents = `
  INSERT INTO webhook_event (id, type, stripe_customer_id, related_id, related_type, payload, created_at)
  SELECT id, type, "stripeCustomerId", "relatedId", "relatedType", payload, to_timestamp("createdAtMs" / 1000.0)
  FROM jsonb_to_recordset($1::jsonb) AS event
    (id text, type text, "stripeCustomerId" text, "relatedId" text, "relatedType" text, payload jsonb, "createdAtMs" float8)
  ORDER BY id
  ON CONFLICT DO NOTHING RETURNING id`;

const selectWaiting = `
  SELECT waiting.* FROM unnest($1::text[]) AS turn (key), LATERAL (
    SELECT id, type, stripe_customer_id AS "stripeCustomerId", related_id AS "relatedId", related_type AS "relatedType"
    FROM webhook_event
    WHERE processed_at IS NULL AND coalesce(stripe_customer_id, related_id, id) = turn.key
    ORDER BY received_at LIMIT $2
  ) AS waiting`;

const toRow = ({ related, ...event }: ReceivedEvent) => ({
  ...event,
  relatedId: related?.id ?? null,
  relatedType: related?.type ?? null,
});

const eventId = z.object({ id: z.string() });

const waitingEvent = z
  .object({
    id: z.string(),
    type: z.string(),
    stripeCustomerId: z.string().nullable(),
    relatedId: z.string().nullable(),
    relatedType: z.string().nullable(),
  })
  .transform(({ relatedId, relatedType, ...event }) => ({
    ...event,
    related:
      relatedId !== null && relatedType !== null ? { id: relatedId, type: relatedType } : null,
  }));

function toTurn(ticket: Ticket, waiting: readonly z.infer<typeof waitingEvent>[]): Turn {
  const { stripeCustomerId = null, related = null } = waiting[0] ?? {};
  const events = waiting.map(({ id, type }) => ({ id, type }));
  return { ticket, stripeCustomerId, related, events };
}
