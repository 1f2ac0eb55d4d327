import { randomUUID } from "node:crypto";
import type { Reconciliations } from "@idem/billing";
import { z } from "zod";
import { Prisma, type PrismaClient } from "./generated/client.ts";
import { createPassPages } from "./pass-pages.ts";
import { leaseEnd, passColumns, toHeld, toPass } from "./pass-rows.ts";
import { createSuspects } from "./suspects.ts";

/** Passes over all accounts, on PostgreSQL: each step is one statement, which commits by itself. */
export function createReconciliations(prisma: PrismaClient): Reconciliations {
  const read: Reconciliations["read"] = async (id) =>
    toPass(await prisma.$queryRaw`SELECT ${passColumns} FROM reconciliation WHERE id = ${id}`);
  return {
    ...createSuspects(prisma),
    ...createPassPages(prisma),
    read,

    found: async (id, limit) =>
      z.array(driftRow).parse(
        await prisma.$queryRaw`
          SELECT subject, outcome, differences, note, is_missed_webhook AS "isMissedWebhook" FROM drift
          WHERE reconciliation_id = ${id} ORDER BY settled_at DESC, subject LIMIT ${limit}`,
      ),

    begin: async (askedBy) => {
      for (;;) {
        const begun = await prisma.$executeRaw`${insertPass(askedBy)} ON CONFLICT DO NOTHING`;
        const rows = await prisma.$queryRaw<unknown[]>`
          SELECT ${passColumns} FROM reconciliation WHERE state = 'RUNNING'`;
        // The one that we could not begin beside may have ended in this moment.
        if (rows.length > 0) return { ...toPass(rows), isJoined: begun === 0 };
      }
    },

    beginWhenDue: async (everyHours) => {
      await prisma.$executeRaw`
        ${insertPass("the schedule")}
        WHERE NOT EXISTS (SELECT 1 FROM reconciliation WHERE started_at >=
          date_bin(make_interval(hours => ${everyHours}), now(), timestamptz '2000-01-01 03:00+00'))
        ON CONFLICT DO NOTHING`;
    },

    claim: async (worker) =>
      toHeld(
        await prisma.$queryRaw`
          UPDATE reconciliation SET worker = ${worker}, lease_until = ${leaseEnd}
          WHERE state = 'RUNNING' AND (worker = ${worker} OR worker IS NULL OR lease_until < now())
          RETURNING ${passColumns}`,
      ),

    release: async ({ id, worker }) => {
      await prisma.$executeRaw`
        UPDATE reconciliation SET worker = NULL WHERE id = ${id} AND worker = ${worker}`;
    },

    finish: async ({ id }, { state, note }) => {
      await prisma.$executeRaw`
        WITH ended AS (
          UPDATE reconciliation SET state = ${state}, note = ${note}, finished_at = now(), worker = NULL,
            in_sync = ${state === "FINISHED" ? inSync : Prisma.sql`NULL`},
            last_event_at = (SELECT max(received_at) FROM webhook_event WHERE received_at > now() - interval '2 days')
          WHERE id = ${id} AND state = 'RUNNING' RETURNING id
        ), pages AS (
          DELETE FROM reconciliation_page WHERE reconciliation_id IN (SELECT id FROM ended)
        )
        DELETE FROM reconciliation_suspect WHERE reconciliation_id IN (SELECT id FROM ended)`;
      return read(id);
    },
  };
}

/** Accounts with rows to compare, of before the pass, less those that differed and those that were just being changed. */
const inSync = Prisma.sql`
  greatest(0, (
    SELECT count(*) FROM (
      SELECT account_id FROM customer WHERE created_at < started_at
      UNION SELECT account_id FROM subscription WHERE created_at < started_at
      EXCEPT SELECT account_id FROM drift WHERE reconciliation_id = reconciliation.id AND account_id IS NOT NULL
    ) AS same
  )::int - in_flight)`;

/** What rows of ours name is what Stripe is expected to list. Without a condition, so that callers may add one. */
const insertPass = (askedBy: string) => Prisma.sql`
  INSERT INTO reconciliation (id, asked_by, expected)
  SELECT ${randomUUID()}::text, ${askedBy}::text, (SELECT count(*) FROM customer) + (SELECT count(*) FROM subscription)`;

const driftRow = z.object({
  subject: z.string(),
  outcome: z.enum(["healed", "kept", "accepted"]),
  differences: z.array(z.object({ field: z.string(), ours: z.unknown(), stripes: z.unknown() })),
  note: z.string(),
  isMissedWebhook: z.boolean(),
});
