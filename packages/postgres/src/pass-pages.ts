import type { Reconciliations } from "@idem/billing";
import { toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "./generated/client.ts";
import { leaseEnd } from "./pass-rows.ts";
import { subscriptionRow } from "./rows.ts";

type PassPages = Pick<Reconciliations, "known" | "keepPage" | "countUnlisted" | "unlisted">;

/** As many as one statement finds without holding anything up. */
const unlistedAtOnce = 200;

/** What a pass has read of Stripe's lists, beside our rows. */
export function createPassPages(prisma: PrismaClient): PassPages {
  return {
    known: async ({ customers, subscriptions, accounts }) =>
      z.array(knownRow).parse(
        await prisma.$queryRaw`
          WITH meant AS (
            SELECT account_id FROM customer WHERE stripe_customer_id = ANY(${customers})
            UNION SELECT account_id FROM subscription WHERE stripe_subscription_id = ANY(${subscriptions})
            UNION SELECT id FROM billing_account WHERE id = ANY(${accounts})
          )
          SELECT meant.account_id AS "accountId", stripe_customer_id AS "stripeCustomerId",
            to_jsonb(subscription) AS subscription
          FROM meant LEFT JOIN customer USING (account_id) LEFT JOIN subscription USING (account_id)`,
      ),

    // The number of the page is the fence: a worker that was taken for dead, and wakes up, keeps nothing twice.
    keepPage: async ({ id, worker, page }, { stage, cursor, listed, seen, doubted, strangers }) => {
      await prisma.$executeRaw`
        WITH held AS (
          UPDATE reconciliation SET stage = ${stage}, cursor = ${cursor}, page = page + 1,
            listed = listed + ${listed}::int, lease_until = ${leaseEnd}
          WHERE id = ${id} AND worker = ${worker} AND page = ${page}::int AND state = 'RUNNING' RETURNING id
        ), kept AS (
          INSERT INTO reconciliation_page (reconciliation_id, page, stripe_ids)
          SELECT id, ${page}::int, ${seen}::text[] FROM held WHERE cardinality(${seen}::text[]) > 0
        ), strange AS (
          INSERT INTO drift (id, reconciliation_id, subject, outcome, differences, note, is_missed_webhook, noticed_at)
          SELECT gen_random_uuid()::text, held.id, "stripeId", 'kept', differences, note, false, now()
          FROM held, jsonb_to_recordset(${JSON.stringify(strangers)}::jsonb) AS found
            ("stripeId" text, differences jsonb, note text)
          ON CONFLICT DO NOTHING
        )
        INSERT INTO reconciliation_suspect (reconciliation_id, account_id, stranger_id)
        SELECT held.id, "accountId", "strangerId"
        FROM held, jsonb_to_recordset(${JSON.stringify(doubted)}::jsonb) AS doubt ("accountId" text, "strangerId" text)
        ON CONFLICT DO NOTHING`;
    },

    countUnlisted: async ({ id }) => {
      const rows = await prisma.$queryRaw`
        WITH ours AS (SELECT account_id, stripe_customer_id AS stripe_id, created_at FROM customer),
          ${unlistedIn(id, "")}
        SELECT (SELECT count(*) FROM ours)::int AS customers, (SELECT count(*) FROM unlisted)::int AS unlisted`;
      return z.tuple([z.object({ customers: z.int(), unlisted: z.int() })]).parse(rows)[0];
    },

    unlisted: async ({ id }, after) =>
      z.array(accountRow).parse(
        await prisma.$queryRaw`
          WITH ours AS (
            SELECT account_id, stripe_customer_id AS stripe_id, created_at FROM customer
            UNION ALL SELECT account_id, stripe_subscription_id, created_at FROM subscription
            UNION ALL SELECT account_id, stripe_session_id, created_at FROM checkout
              WHERE status = 'OPEN' AND stripe_session_id IS NOT NULL
          ), ${unlistedIn(id, after ?? "")}
          SELECT DISTINCT account_id FROM unlisted ORDER BY account_id LIMIT ${unlistedAtOnce}`,
      ),
  };
}

/**
 * Of `ours`, what was there before the pass and no page has shown. By grouping and not by a join: nobody has told the
 * database how many ids are on the pages, and a plan for few of them takes minutes over a hundred thousand.
 */
const unlistedIn = (id: string, after: string) => Prisma.sql`
  unlisted AS (
    SELECT max(account_id) AS account_id FROM (
      SELECT account_id, stripe_id FROM ours WHERE account_id > ${after}
        AND created_at < (SELECT started_at FROM reconciliation WHERE id = ${id})
      UNION ALL SELECT NULL, unnest(stripe_ids) FROM reconciliation_page WHERE reconciliation_id = ${id}
    ) AS known GROUP BY stripe_id HAVING count(*) = count(account_id)
  )`;

const knownRow = z.object({
  accountId: z.string().transform(toAccountId),
  stripeCustomerId: z.string().nullable(),
  subscription: subscriptionRow.nullable(),
});

const accountRow = z
  .object({ account_id: z.string().transform(toAccountId) })
  .transform(({ account_id }) => account_id);
