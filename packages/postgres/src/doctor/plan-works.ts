import { randomUUID } from "node:crypto";
import type { Asker, PlanWork, PlanWorks, StaffDeed } from "@idem/billing";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import {
  accountRow,
  checkRow,
  foundRow,
  standingColumns,
  standingRow,
  takenRow,
} from "./plan-work-rows.ts";

/** As long as a plan is held for the steps themselves. */
const leaseEnd = Prisma.sql`now() + interval '10 seconds'`;

/** What is asked about plans, on PostgreSQL. People make plans, some hundred in all: they are gone through without an index. */
export function createPlanWorks(prisma: PrismaClient): PlanWorks {
  return {
    begin: async ({ reason, policy, ...asker }) => {
      for (;;) {
        const begun = await prisma.$queryRaw`
          WITH begun AS (
            INSERT INTO doctor_plan (id, asked_by, reason, policy, "only", doing, doing_for)
            VALUES (${`plan_${randomUUID().slice(0, 13)}`}, ${asker.name}, ${reason}, ${JSON.stringify(policy)}::jsonb, '{}',
              'plan', ${asker.name})
            ON CONFLICT DO NOTHING RETURNING id
          ) ${insertDeed(asker, { work: "plan", reason })} RETURNING details->>'plan' AS id`;
        const being = await prisma.$queryRaw`SELECT id FROM doctor_plan WHERE doing = 'plan'`;
        const [planId] = [...idRows.parse(begun), ...idRows.parse(being)];
        // The one that we could not begin beside may have been made in this moment.
        if (planId !== undefined)
          return { planId, deedId: await deedOf(prisma, { planId, work: "plan" }) };
      }
    },

    ask: async ({ planId, work, ...asker }) => {
      for (;;) {
        const begun = await prisma.$executeRaw`
          WITH begun AS (
            UPDATE doctor_plan SET doing = ${work}, doing_for = ${asker.name}, progress = NULL, ended = NULL
            WHERE id = ${planId} AND doing IS NULL RETURNING id
          ) ${insertDeed(asker, { work, reason: null })}`;
        if (begun === 1) return { is: "begun", deedId: await deedOf(prisma, { planId, work }) };
        const rows = await prisma.$queryRaw`SELECT doing FROM doctor_plan WHERE id = ${planId}`;
        const [row] = z.array(z.object({ doing: z.string().nullable() })).parse(rows);
        if (row === undefined) return { is: "unknown" };
        if (row.doing === work)
          return { is: "joined", deedId: await deedOf(prisma, { planId, work }) };
        if (row.doing !== null) return { is: "busy" };
      }
    },

    take: async (worker) => {
      const rows = await prisma.$queryRaw`
        UPDATE doctor_plan SET worker = ${worker}, lease_until = ${leaseEnd}
        WHERE id = (
          SELECT id FROM doctor_plan WHERE doing IS NOT NULL AND (worker IS NULL OR lease_until < now())
          ORDER BY created_at, id LIMIT 1 FOR UPDATE SKIP LOCKED
        )
        RETURNING id AS "planId", doing AS work`;
      return z.array(takenRow).parse(rows)[0] ?? null;
    },

    keep: async ({ planId, worker }, progress) => {
      const kept = await prisma.$executeRaw`
        UPDATE doctor_plan SET lease_until = ${leaseEnd}, progress = ${jsonOf(progress)}
        WHERE id = ${planId} AND worker = ${worker} AND doing IS NOT NULL`;
      return kept === 1;
    },

    end: async ({ planId, worker }, end) => {
      await prisma.$executeRaw`
        UPDATE doctor_plan SET doing = NULL, worker = NULL, progress = NULL, ended = ${jsonOf(end)},
          check_id = coalesce(${end.is === "planned" ? end.checkId : null}, check_id)
        WHERE id = ${planId} AND doing IS NOT NULL AND (worker IS NULL OR worker = ${worker})`;
    },

    forgetSteps: async (planId) => {
      await prisma.$executeRaw`DELETE FROM doctor_step WHERE plan_id = ${planId}`;
    },

    plans: async (limit) =>
      z.array(standingRow).parse(
        await prisma.$queryRaw`
          SELECT ${standingColumns} FROM doctor_plan ORDER BY created_at DESC, id DESC LIMIT ${limit}`,
      ),

    plan: async (planId) => {
      const rows = await prisma.$queryRaw`
        SELECT ${standingColumns} FROM doctor_plan WHERE id = ${planId}`;
      return z.array(standingRow).parse(rows)[0] ?? null;
    },

    accounts: async ({ planId, after, limit }) =>
      z.array(accountRow).parse(
        await prisma.$queryRaw`
          SELECT account.id AS "accountId", account.name AS "accountName", (
            SELECT coalesce(jsonb_agg(jsonb_build_object('invariant', invariant, 'words', words)
              ORDER BY invariant, words), '[]')
            FROM doctor_finding JOIN doctor_plan ON doctor_plan.check_id = doctor_finding.check_id
            WHERE doctor_plan.id = ${planId} AND subject = account.id
          ) AS findings
          FROM (
            SELECT DISTINCT account_id FROM doctor_step WHERE plan_id = ${planId} AND account_id > ${after ?? ""}
            ORDER BY account_id LIMIT ${limit}
          ) AS planned JOIN billing_account AS account ON account.id = planned.account_id ORDER BY account.id`,
      ),

    latestCheck: async ({ invariant, limit }) => {
      const rows = await prisma.$queryRaw`
        SELECT id, asked_by AS "askedBy", (extract(epoch FROM finished_at) * 1000)::float8 AS "finishedAtMs", listed, looks, (
          SELECT coalesce(jsonb_agg(counted), '[]') FROM (
            SELECT invariant, count(*) FROM doctor_finding WHERE check_id = doctor_check.id GROUP BY invariant
            ORDER BY count(*) DESC, invariant
          ) AS counted
        ) AS counts
        FROM doctor_check WHERE state = 'FINISHED' ORDER BY finished_at DESC, id LIMIT 1`;
      const [latest] = z.array(checkRow).parse(rows);
      if (latest === undefined) return null;
      const { id, ...check } = latest;
      const found = z.array(foundRow).parse(
        await prisma.$queryRaw`
          SELECT subject, invariant, words, about, name AS "accountName"
          FROM doctor_finding LEFT JOIN billing_account ON billing_account.id = subject
          WHERE check_id = ${id} AND (${invariant}::text IS NULL OR invariant = ${invariant})
          ORDER BY subject, invariant, words LIMIT ${limit}`,
      );
      return { ...check, found };
    },
  };
}

const idRows = z.array(z.object({ id: z.string() }).transform(({ id }) => id));

const insertDeed = (
  { userId, requestId }: Asker,
  { work, reason }: { work: PlanWork; reason: string | null },
): Prisma.Sql => Prisma.sql`
  INSERT INTO staff_deed (id, user_id, request_id, action, reason, details)
  SELECT ${randomUUID()}, ${userId}, ${requestId}, ${deeds[work]}, ${reason}, jsonb_build_object('plan', id) FROM begun`;

/** The deed by which what is being done with a plan was begun, whoever joined it since; `null`: not from the staff's pages. */
async function deedOf(
  prisma: PrismaClient,
  { planId, work }: { planId: string; work: PlanWork },
): Promise<string | null> {
  const rows = await prisma.$queryRaw`
    SELECT id FROM staff_deed WHERE action = ${deeds[work]} AND details->>'plan' = ${planId}
    ORDER BY seq DESC LIMIT 1`;
  return idRows.parse(rows)[0] ?? null;
}

const deeds: Record<PlanWork, StaffDeed["action"]> = {
  plan: "duplicates.planned",
  apply: "duplicates.applied",
  undo: "duplicates.undone",
  verify: "duplicates.verified",
};

const jsonOf = (value: unknown): Prisma.Sql =>
  value === null ? Prisma.sql`NULL` : Prisma.sql`${JSON.stringify(value)}::jsonb`;
