import type { Inbox, ReceivedEvent } from "@idem/billing";
import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";
import { inBatches } from "./in-batches.ts";
import { toJson } from "./json.ts";

/** First retry after 2 s, then twice as long each time, at most 10 min: a day's outage drains within minutes. */
const firstRetrySeconds = 2;
const maxRetrySeconds = 600;

/** A purchase rings a dozen times within a second: so far is looked ahead for each customer whose turn it is to be. */
const eventsOfOne = 12;
/** What one statement rewrites well within its time limit; the rest of such a customer's events is the next look's. */
const mostAtOnce = 5_000;

const pending = z.array(
  z.object({ id: z.string(), type: z.string(), stripeCustomerId: z.string().nullable() }),
);

/** Received events. The row is its own job: there is no moment in which an event is stored but its work is not due (G5). */
export function createInbox(prisma: PrismaClient): Inbox {
  return {
    store: inBatches(async (events: ReceivedEvent[]) => {
      const rows = await prisma.webhookEvent.createManyAndReturn({
        data: events.map(({ createdAtMs, payload, ...event }) => ({
          ...event,
          createdAt: new Date(createdAtMs),
          payload: toJson(payload),
        })),
        skipDuplicates: true,
        select: { id: true },
      });
      const stored = new Set(rows.map(({ id }) => id));
      return events.map(({ id }) => stored.delete(id));
    }),

    // Taking an event makes it due again later, so that one whose worker dies is not lost. Both selections skip what
    // another node holds, so two nodes that meet at one customer neither wait for each other nor take the same event.
    claimDue: async (limit) =>
      pending.parse(
        await prisma.$queryRaw`
          WITH line AS (
            SELECT id, stripe_customer_id, next_attempt_at, coalesce(stripe_customer_id, id) AS whose
            FROM webhook_event WHERE processed_at IS NULL AND next_attempt_at <= now()
            ORDER BY next_attempt_at LIMIT ${limit * eventsOfOne} FOR UPDATE SKIP LOCKED
          ), turn AS (
            SELECT whose FROM line GROUP BY whose ORDER BY min(next_attempt_at) LIMIT ${limit}
          ), same AS (
            SELECT id FROM webhook_event WHERE processed_at IS NULL AND next_attempt_at <= now()
              AND stripe_customer_id IN (SELECT whose FROM turn)
            LIMIT ${mostAtOnce} FOR UPDATE SKIP LOCKED
          )
          UPDATE webhook_event SET attempts = attempts + 1, next_attempt_at = now() + make_interval(
            secs => least(${firstRetrySeconds} * power(2, least(attempts, 16)), ${maxRetrySeconds}))
          WHERE id IN (
            SELECT id FROM line WHERE whose IN (SELECT whose FROM turn) UNION SELECT id FROM same)
          RETURNING id, type, stripe_customer_id AS "stripeCustomerId"`,
      ),

    done: async (ids, note) => {
      await prisma.$executeRaw`
        UPDATE webhook_event SET processed_at = now(), note = ${note}, last_error = NULL
        WHERE id = ANY(${ids})`;
    },

    failed: async (ids, error) => {
      await prisma.$executeRaw`
        UPDATE webhook_event SET last_error = ${error.slice(0, 1_000)} WHERE id = ANY(${ids})`;
    },
  };
}
