import {
  doings,
  type PlanStanding,
  planWorkNames,
  type StepState,
  stepStates,
  type WorkEnd,
} from "@idem/billing";
import { invariantNames, toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma } from "../generated/client.ts";

/** What a statement about plans returns; steps are counted where they stand, so that no crash can count twice. */
export const standingColumns = Prisma.sql`
  id, asked_by AS "askedBy", reason, policy, "only", (extract(epoch FROM created_at) * 1000)::float8 AS "createdAtMs",
  doing, doing_for AS "doingFor", progress, ended,
  (SELECT count(DISTINCT account_id)::int FROM doctor_step WHERE plan_id = doctor_plan.id) AS accounts,
  (SELECT coalesce(jsonb_object_agg(state, count), '{}') FROM (
    SELECT state, count(*) FROM doctor_step WHERE plan_id = doctor_plan.id GROUP BY state
  ) AS counted) AS steps`;

const invariant = z.enum(invariantNames);
const work = z.enum(planWorkNames);
const finding = { invariant, words: z.string() };
const found = { ...finding, subject: z.string(), about: z.array(z.string()) };

const progress = z.object({
  doing: z.enum(doings),
  done: z.number(),
  expected: z.number().nullable(),
  found: z.number(),
});

const ended = z.discriminatedUnion("is", [
  z.object({ is: z.literal("planned"), checkId: z.string(), findings: z.number() }),
  z.object({ is: z.literal("applied"), left: z.number() }),
  z.object({ is: z.literal("undone"), left: z.number() }),
  z.object({
    is: z.literal("verified"),
    accounts: z.number(),
    left: z.number(),
    findings: z.number(),
    found: z.array(z.object(found)),
  }),
  z.object({ is: z.literal("failed"), work, message: z.string() }),
]) satisfies z.ZodType<WorkEnd>;

const none: Record<StepState, number> = {
  planned: 0,
  done: 0,
  refused: 0,
  skipped: 0,
  undone: 0,
  kept: 0,
};

export const standingRow = z.object({
  id: z.string(),
  askedBy: z.string(),
  reason: z.string(),
  policy: z.object({ refund: z.enum(["last", "none"]) }),
  only: z.array(invariant),
  createdAtMs: z.number(),
  doing: work.nullable(),
  doingFor: z.string().nullable(),
  progress: progress.nullable(),
  ended: ended.nullable(),
  accounts: z.int(),
  steps: z
    .partialRecord(z.enum(stepStates), z.int())
    .transform((counted) => ({ ...none, ...counted })),
}) satisfies z.ZodType<PlanStanding>;

export const takenRow = z.object({ planId: z.string(), work });

export const accountRow = z.object({
  accountId: z.string().transform(toAccountId),
  accountName: z.string(),
  findings: z.array(z.object(finding)),
});

export const checkRow = z.object({
  id: z.string(),
  askedBy: z.string(),
  finishedAtMs: z.number(),
  listed: z.int(),
  looks: z.int(),
  counts: z.array(z.object({ invariant, count: z.int() })),
});

export const foundRow = z.object({ ...found, accountName: z.string().nullable() });
