import { randomUUID } from "node:crypto";
import { type Plan, type Plans, type StepState, stepStates } from "@idem/billing";
import { isInvariant, toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { stepSchema } from "./repair-json.ts";

/** A step takes a second or two; whoever is silent for ten has died. */
const leaseSeconds = 10;

/** Plans and their steps, on PostgreSQL: each change is one statement, which commits by itself. */
export function createPlans(prisma: PrismaClient): Plans {
  return {
    beginPlan: async ({ askedBy, reason, policy, only }) => {
      const id = `plan_${randomUUID().slice(0, 13)}`;
      await prisma.doctorPlan.create({ data: { id, askedBy, reason, policy, only } });
      return id;
    },

    addSteps: async (planId, accountId, steps) => {
      const kept = steps.map((step, ordinal) => ({ ordinal, step }));
      await prisma.$executeRaw`
        INSERT INTO doctor_step (plan_id, account_id, ordinal, step)
        SELECT ${planId}, ${accountId}, ordinal, step
        FROM jsonb_to_recordset(${JSON.stringify(kept)}::jsonb) AS one (ordinal int, step jsonb)
        ON CONFLICT DO NOTHING`;
    },

    plan: async (planId) => {
      const row = await prisma.doctorPlan.findUnique({ where: { id: planId } });
      return row && toPlan(row);
    },

    latestPlan: async () => {
      const row = await prisma.doctorPlan.findFirst({ orderBy: { createdAt: "desc" } });
      return row?.id ?? null;
    },

    holdPlan: async (planId, worker) => {
      const held = await prisma.$executeRaw`
        UPDATE doctor_plan SET worker = ${worker}, lease_until = now() + make_interval(secs => ${leaseSeconds})
        WHERE id = ${planId} AND (worker IS NULL OR worker = ${worker} OR lease_until < now())`;
      return held === 1;
    },

    releasePlan: async (planId, worker) => {
      await prisma.$executeRaw`
        UPDATE doctor_plan SET worker = NULL WHERE id = ${planId} AND worker = ${worker}`;
    },

    accountsWith: async (planId, states, { after, limit }) => {
      const rows = await prisma.$queryRaw`
        SELECT DISTINCT account_id AS id FROM doctor_step
        WHERE plan_id = ${planId} AND state IN (${Prisma.join([...states])}) AND account_id > ${after ?? ""}
        ORDER BY account_id LIMIT ${limit}`;
      return z
        .array(idRow)
        .parse(rows)
        .map(({ id }) => id);
    },

    countAccountsWith: async (planId, states) => {
      const rows = await prisma.$queryRaw`
        SELECT count(DISTINCT account_id)::int AS accounts FROM doctor_step
        WHERE plan_id = ${planId} AND state IN (${Prisma.join([...states])})`;
      return z.tuple([z.object({ accounts: z.int() })]).parse(rows)[0].accounts;
    },

    steps: async (planId, accountId) =>
      z.array(stepRow).parse(
        await prisma.doctorStep.findMany({
          where: { planId, accountId },
          orderBy: { ordinal: "asc" },
          select: { ordinal: true, step: true, state: true, note: true },
        }),
      ),

    markSteps: async ({ planId, accountId, ordinal }, { from, to, note }) => {
      await prisma.doctorStep.updateMany({
        where: { planId, accountId, state: from, ...(ordinal === "all" ? {} : { ordinal }) },
        data: { state: to, note, settledAt: new Date() },
      });
    },

    count: async (planId) => {
      const rows = await prisma.doctorStep.groupBy({
        by: ["state"],
        where: { planId },
        _count: { _all: true },
      });
      const counted = new Map(rows.map(({ state, _count }) => [state, _count._all]));
      const none: Record<StepState, number> = { ...empty };
      for (const state of stepStates) none[state] = counted.get(state) ?? 0;
      return none;
    },
  };
}

const empty = { planned: 0, done: 0, refused: 0, skipped: 0, undone: 0, kept: 0 };

const idRow = z.object({ id: z.string().transform(toAccountId) });

const stepRow = z.object({
  ordinal: z.int(),
  step: stepSchema,
  state: z.enum(stepStates),
  note: z.string().nullable(),
});

const policySchema = z.object({ refund: z.enum(["last", "none"]) });

const toPlan = (row: {
  id: string;
  askedBy: string;
  reason: string;
  policy: unknown;
  only: string[];
  createdAt: Date;
}): Plan => ({
  id: row.id,
  askedBy: row.askedBy,
  reason: row.reason,
  policy: policySchema.parse(row.policy),
  only: row.only.filter(isInvariant),
  createdAtMs: row.createdAt.getTime(),
});
