import { randomUUID } from "node:crypto";
import type { Inbox, StaffReplay } from "@idem/billing";
import type pg from "pg";
import { z } from "zod";
import type { InQueue, Sql } from "./in-one-commit.ts";
import { turnQueue } from "./open-boss.ts";
import type { Turns } from "./turns.ts";

type Lost = Pick<Inbox, "takeGivenUp" | "failedEvents" | "replay" | "adopt"> & StaffReplay;

/** Events that are not done, and that no worker will try again by itself. */
export function createFailedEvents(
  pool: pg.Pool,
  { turns, inQueue }: { turns: Turns; inQueue: InQueue },
): Lost {
  async function replay(sql: Sql, which: { ids: string[] } | "all"): Promise<number> {
    const { rows } = await sql.executeSql(
      `UPDATE webhook_event SET failed_at = NULL
       WHERE processed_at IS NULL AND failed_at IS NOT NULL AND ($1::text[] IS NULL OR id = ANY ($1))
       RETURNING coalesce(stripe_customer_id, related_id, id) AS key`,
      [which === "all" ? null : which.ids],
    );
    const keys = z.array(turnKey).parse(rows);
    await turns.ask(keys, sql);
    return keys.length;
  }

  return {
    // What came after it was given up has a turn of its own.
    takeGivenUp: async () => {
      const given = await turns.takeGivenUp();
      if (given.length === 0) return [];
      const { rows } = await pool.query(
        `UPDATE webhook_event SET failed_at = now()
         FROM unnest($1::text[], $2::float8[]) AS given (key, at_ms)
         WHERE processed_at IS NULL AND failed_at IS NULL AND coalesce(stripe_customer_id, related_id, id) = given.key
           AND received_at <= to_timestamp(given.at_ms / 1000)
         RETURNING ${columns}`,
        [given.map(({ key }) => key), given.map(({ atMs }) => atMs)],
      );
      await turns.settleGivenUp(given);
      return z.array(failedEvent).parse(rows);
    },

    failedEvents: async (limit) => {
      const { rows } = await pool.query(
        `SELECT ${columns} FROM webhook_event WHERE processed_at IS NULL AND failed_at IS NOT NULL
         ORDER BY failed_at DESC LIMIT $1`,
        [limit],
      );
      return z.array(failedEvent).parse(rows);
    },

    replay: (which) => inQueue((sql) => replay(sql, which)),

    replayFor: (which, asked) =>
      inQueue(async (sql) => {
        // One after the other, as deeds are sealed: who presses twice finds what the first press has told.
        await sql.executeSql("SELECT FROM staff_log FOR UPDATE");
        const { rows } = await sql.executeSql(
          `SELECT id AS "deedId", (details->>'replayed')::int AS replayed FROM staff_deed
           WHERE user_id = $1 AND action = 'events.replayed' AND action_id = $2`,
          [asked.userId, asked.actionId],
        );
        const [told] = z.array(replayedRow).parse(rows);
        if (told !== undefined) return told;
        const replayed = await replay(sql, which);
        const deedId = randomUUID();
        await sql.executeSql(
          `INSERT INTO staff_deed (id, user_id, request_id, action, action_id, reason, details)
           VALUES ($1, $2, $3, 'events.replayed', $4, $5, $6::jsonb)`,
          [
            ...[deedId, asked.userId, asked.requestId, asked.actionId, asked.reason],
            JSON.stringify({ which: which === "all" ? "failed" : which.ids, replayed }),
          ],
        );
        return { replayed, deedId };
      }),

    adopt: () =>
      inQueue(async (sql) => {
        const { rows } = await sql.executeSql(
          `SELECT DISTINCT coalesce(stripe_customer_id, related_id, id) AS key FROM webhook_event
           WHERE processed_at IS NULL AND failed_at IS NULL AND received_at < now() - interval '1 minute'
           EXCEPT SELECT singleton_key FROM pgboss.job WHERE name = '${turnQueue}' AND state < 'completed'`,
        );
        const keys = z.array(turnKey).parse(rows);
        await turns.ask(keys, sql);
        return keys.length;
      }),
  };
}

const replayedRow = z.object({ deedId: z.string(), replayed: z.int() });
const turnKey = z.object({ key: z.string() }).transform(({ key }) => key);

const columns = `id, type, stripe_customer_id AS "stripeCustomerId", attempts, coalesce(last_error, '') AS error,
  (extract(epoch FROM received_at) * 1000)::float8 AS "receivedAtMs",
  (extract(epoch FROM failed_at) * 1000)::float8 AS "failedAtMs"`;

const failedEvent = z.object({
  id: z.string(),
  type: z.string(),
  stripeCustomerId: z.string().nullable(),
  attempts: z.int(),
  error: z.string(),
  receivedAtMs: z.number(),
  failedAtMs: z.number(),
});
