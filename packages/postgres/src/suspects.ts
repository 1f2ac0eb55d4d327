import type { Reconciliations } from "@idem/billing";
import { toAccountId } from "@idem/domain";
import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";

type Suspects = Pick<Reconciliations, "due" | "nextDueInMs" | "acquit" | "watch" | "convict">;

/** The accounts that a pass doubts. */
export function createSuspects(prisma: PrismaClient): Suspects {
  return {
    due: async ({ id }, limit) =>
      z.array(suspectRow).parse(
        await prisma.$queryRaw`
          SELECT account_id AS "accountId", stranger_id AS "strangerId", looks, sighting,
            EXISTS (
              SELECT 1 FROM webhook_event AS event WHERE event.processed_at IS NULL AND event.failed_at IS NULL AND event.stripe_customer_id
                IN (suspect.stranger_id, (SELECT stripe_customer_id FROM customer WHERE account_id = suspect.account_id))
            ) OR EXISTS (
              SELECT 1 FROM effect WHERE effect.account_id = suspect.account_id AND outcome IS NULL
                AND (attempts > 0 OR kind <> 'session.create')
            ) AS "isInFlight"
          FROM reconciliation_suspect AS suspect
          WHERE reconciliation_id = ${id} AND due_at <= now() ORDER BY due_at LIMIT ${limit}`,
      ),

    nextDueInMs: async ({ id }) => {
      const rows = await prisma.$queryRaw`
        SELECT greatest(0, extract(epoch FROM min(due_at) - now()) * 1000)::float8 AS "inMs"
        FROM reconciliation_suspect WHERE reconciliation_id = ${id} HAVING count(*) > 0`;
      return z.array(z.object({ inMs: z.number() })).parse(rows)[0]?.inMs ?? null;
    },

    acquit: async ({ id }, { accountId }, because) => {
      await prisma.$executeRaw`
        WITH gone AS (
          DELETE FROM reconciliation_suspect WHERE reconciliation_id = ${id} AND account_id = ${accountId} RETURNING 1
        )
        UPDATE reconciliation SET looks = looks + 1, in_flight = in_flight + ${because === "equal" ? 0 : 1}::int
        WHERE id = ${id} AND EXISTS (SELECT 1 FROM gone)`;
    },

    watch: async ({ id }, { accountId, looks }, { seen, againInMs }) => {
      await prisma.$executeRaw`
        WITH watched AS (
          UPDATE reconciliation_suspect SET looks = looks + 1, sighting = ${seen},
            due_at = now() + make_interval(secs => ${againInMs / 1_000})
          WHERE reconciliation_id = ${id} AND account_id = ${accountId} AND looks = ${looks} RETURNING 1
        )
        UPDATE reconciliation SET looks = looks + 1 WHERE id = ${id} AND EXISTS (SELECT 1 FROM watched)`;
    },

    // Doubted again later in the same pass, for another reason: the account stays one finding, with more to it.
    convict: async ({ id }, { accountId }, { outcome, differences, isMissedWebhook, note }) => {
      await prisma.$executeRaw`
        WITH gone AS (
          DELETE FROM reconciliation_suspect WHERE reconciliation_id = ${id} AND account_id = ${accountId}
          RETURNING noticed_at
        ), counted AS (
          UPDATE reconciliation SET looks = looks + 1 WHERE id = ${id} AND EXISTS (SELECT 1 FROM gone)
        )
        INSERT INTO drift (id, reconciliation_id, subject, account_id, outcome, differences, note, is_missed_webhook,
                           noticed_at)
        SELECT gen_random_uuid()::text, ${id}::text, ${accountId}::text, ${accountId}::text, ${outcome}::text,
          ${JSON.stringify(differences)}::jsonb, ${note}::text, ${isMissedWebhook}::boolean, noticed_at
        FROM gone
        ON CONFLICT (reconciliation_id, subject) DO UPDATE SET outcome = excluded.outcome, note = excluded.note,
          differences = drift.differences || excluded.differences,
          is_missed_webhook = drift.is_missed_webhook OR excluded.is_missed_webhook`;
    },
  };
}

const suspectRow = z.object({
  accountId: z.string().transform(toAccountId),
  strangerId: z.string().nullable(),
  looks: z.int(),
  sighting: z.string().nullable(),
  isInFlight: z.boolean(),
});
