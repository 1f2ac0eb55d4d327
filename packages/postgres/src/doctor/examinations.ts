import { randomUUID } from "node:crypto";
import type { Examinations } from "@idem/billing";
import { toAccountId, toStripeCustomerId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { verifyAudit } from "../verify-audit.ts";
import { belonging } from "./belonging.ts";
import { findBrokenAudits } from "./find-broken-audits.ts";
import { findSuspects, isInDoubt, isUnderWay } from "./find-suspects.ts";

/** What a check keeps while it runs, on PostgreSQL; its findings stay. */
export function createExaminations(prisma: PrismaClient): Examinations {
  return {
    beginCheck: async (askedBy) => {
      const id = `check_${randomUUID()}`;
      await prisma.$executeRaw`
        WITH ${forgotten(isOver)}
        INSERT INTO doctor_check (id, asked_by) VALUES (${id}, ${askedBy})`;
      return id;
    },

    // Under another id, so that a node which was taken for dead, and wakes up, writes into nothing.
    beginCheckWhenDue: async (everyHours) => {
      const rows = await prisma.$queryRaw`
        INSERT INTO doctor_check (id, asked_by, scheduled_for, held_until)
        SELECT ${`check_${randomUUID()}`}, 'the schedule', ${momentOf(everyHours)}, ${holdEnd}
        ON CONFLICT (scheduled_for) DO UPDATE
          SET id = excluded.id, started_at = now(), held_until = excluded.held_until
          WHERE doctor_check.state = 'RUNNING' AND doctor_check.held_until < now()
        RETURNING id`;
      const [begun] = z.array(z.object({ id: z.string() })).parse(rows);
      if (begun === undefined) return null;
      await prisma.$executeRaw`
        WITH ${forgotten(Prisma.sql`${isOver} OR id = ${begun.id}`)}
        DELETE FROM doctor_finding WHERE check_id = ${begun.id}`;
      return begun.id;
    },

    holdCheck: async (checkId) => {
      await prisma.$executeRaw`UPDATE doctor_check SET held_until = ${holdEnd} WHERE id = ${checkId}`;
    },

    breakOff: async (checkId, end) => {
      await prisma.$executeRaw`
        UPDATE doctor_check SET held_until = now(), state = ${end === "again" ? "RUNNING" : "FAILED"}
        WHERE id = ${checkId}`;
    },

    keepSightings: async (checkId, sightings) => {
      await prisma.$executeRaw`
        INSERT INTO doctor_sighting (check_id, stripe_id, kind, customer_id, account_id, email, name, card, is_retired,
                                     is_live, stripe_price_id, user_id, organization_id)
        SELECT ${checkId}, id, kind, "customerId", "accountId", email, name, card, coalesce("isRetired", false),
          coalesce("isLive", false), "stripePriceId", "userId", "organizationId"
        FROM jsonb_to_recordset(${JSON.stringify(sightings)}::jsonb) AS seen (id text, kind text, "customerId" text,
          "accountId" text, email text, name text, card text, "isRetired" bool, "isLive" bool, "stripePriceId" text,
          "userId" text, "organizationId" text)
        ON CONFLICT DO NOTHING`;
    },

    keepDoubts: async (checkId, accountIds) => {
      await prisma.$executeRaw`
        INSERT INTO doctor_suspect (check_id, account_id, candidates)
        SELECT DISTINCT ${checkId}, id, '{}'::text[] FROM unnest(${accountIds}::text[]) AS doubt (id)
        ON CONFLICT DO NOTHING`;
    },

    countUnseen: async (checkId) => {
      const rows = await prisma.$queryRaw`
        SELECT count(*)::int AS customers, (count(*) - count(seen.stripe_id))::int AS unseen
        FROM customer LEFT JOIN doctor_sighting AS seen
          ON seen.check_id = ${checkId} AND seen.stripe_id = customer.stripe_customer_id
        WHERE customer.created_at < (SELECT started_at FROM doctor_check WHERE id = ${checkId})`;
      return z.tuple([unseenRow]).parse(rows)[0];
    },

    findSuspects: (checkId) => findSuspects(prisma, checkId),

    suspects: async (checkId, after, limit) =>
      z.array(suspectRow).parse(
        await prisma.$queryRaw`
          SELECT account_id AS "accountId", candidates FROM doctor_suspect
          WHERE check_id = ${checkId} AND account_id > ${after ?? ""} ORDER BY account_id LIMIT ${limit}`,
      ),

    unclaimed: async (checkId, limit) =>
      z.array(unclaimedRow).parse(
        await prisma.$queryRaw`
          WITH ${belonging(checkId)}
          SELECT one.stripe_id AS "stripeId", 'paid_is_entitled' AS invariant,
            'It charges ' || one.customer_id || ' for a price of ours, and belongs to no account.' AS words
          FROM sighted AS one JOIN price USING (stripe_price_id)
            LEFT JOIN belonging ON belonging.stripe_id = one.customer_id
          WHERE one.kind = 'subscription' AND one.is_live AND belonging.stripe_id IS NULL
          UNION ALL
          SELECT stripe_id, 'one_customer', 'It may belong to ' || string_agg(owner, ' or to ' ORDER BY owner) || '.'
          FROM claims GROUP BY stripe_id HAVING count(DISTINCT owner) > 1
          ORDER BY 1 LIMIT ${limit}`,
      ),

    brokenAudits: (after) => findBrokenAudits(prisma, after),

    auditBreaksAt: async (accountId) => {
      const verdict = await verifyAudit(prisma, accountId);
      return verdict.is === "broken" ? verdict.atSeq : null;
    },

    provenEmail: async (accountId) => {
      const person = await prisma.user.findFirst({
        where: { billingAccount: { id: accountId }, emailVerified: true },
      });
      return person?.email ?? null;
    },

    unsettled: async (accountId) => {
      const rows = await prisma.$queryRaw`
        SELECT coalesce(array_agg(slot ORDER BY slot) FILTER (WHERE ${isInDoubt}), '{}') AS "inDoubt",
          coalesce(bool_or(${isUnderWay} AND kind <> 'email.send'), false) OR EXISTS (
            SELECT 1 FROM webhook_event JOIN customer USING (stripe_customer_id)
            WHERE customer.account_id = ${accountId} AND processed_at IS NULL
          ) AS "isInFlight"
        FROM effect WHERE account_id = ${accountId}`;
      return z.tuple([unsettledRow]).parse(rows)[0];
    },

    isRecorded: async (slot) => (await prisma.effect.findFirst({ where: { slot } })) !== null,

    keepFindings: async (checkId, found) => {
      await prisma.$executeRaw`
        INSERT INTO doctor_finding (id, check_id, subject, invariant, words, about)
        SELECT gen_random_uuid()::text, ${checkId}, subject, invariant, words,
          ARRAY(SELECT jsonb_array_elements_text(about))
        FROM jsonb_to_recordset(${JSON.stringify(found)}::jsonb)
          AS one (subject text, invariant text, words text, about jsonb)`;
    },

    finishCheck: async (checkId, { listed, looks, findings, isWhole }) => {
      await prisma.$executeRaw`
        WITH ${forgotten(Prisma.sql`id = ${checkId}`)}
        UPDATE doctor_check SET state = ${isWhole ? "FINISHED" : "PARTIAL"}, finished_at = now(), listed = ${listed}::int,
          looks = ${looks}::int, findings = ${findings}::int
        WHERE id = ${checkId}`;
    },
  };
}

/** A page or a look takes seconds; whoever is silent for three minutes has died. */
const holdEnd = Prisma.sql`now() + interval '3 minutes'`;

const momentOf = (everyHours: number) =>
  Prisma.sql`date_bin(make_interval(hours => ${everyHours}), now(), timestamptz '2000-01-01 05:00+00')`;

/** One that was killed leaves its sightings to the next one. */
const isOver = Prisma.sql`
  state <> 'RUNNING' OR coalesce(held_until, started_at) < now() - interval '1 hour'`;

const forgotten = (which: Prisma.Sql) => Prisma.sql`
  over AS (SELECT id FROM doctor_check WHERE ${which}),
  sightings AS (DELETE FROM doctor_sighting WHERE check_id IN (SELECT id FROM over)),
  suspects AS (DELETE FROM doctor_suspect WHERE check_id IN (SELECT id FROM over)),
  cases AS (DELETE FROM import_case WHERE import_id IN (SELECT id FROM over))`;

const unseenRow = z.object({ unseen: z.int(), customers: z.int() });
const suspectRow = z.object({
  accountId: z.string().transform(toAccountId),
  candidates: z.array(z.string().transform(toStripeCustomerId)),
});
const unclaimedRow = z.object({
  stripeId: z.string(),
  invariant: z.enum(["paid_is_entitled", "one_customer"]),
  words: z.string(),
});
const unsettledRow = z.object({ inDoubt: z.array(z.string()), isInFlight: z.boolean() });
