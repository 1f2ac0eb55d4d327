import { type HeldPass, type Pass, stages } from "@idem/billing";
import { z } from "zod";
import { Prisma } from "./generated/client.ts";

/** A step takes seconds; whoever is silent for half a minute has died, and another one goes on. */
const leaseSeconds = 30;

export const leaseEnd = Prisma.sql`now() + make_interval(secs => ${leaseSeconds})`;

const ms = (column: string) => Prisma.raw(`(extract(epoch FROM ${column}) * 1000)::float8`);

/** What a statement about a pass returns. What it found is counted in its drifts, so that no crash can count twice. */
export const passColumns = Prisma.sql`
  id, state, asked_by AS "askedBy", stage, cursor, page, expected, listed, looks, in_flight AS "inFlight", in_sync AS "inSync", worker, note,
  ${ms("started_at")} AS "startedAtMs", ${ms("finished_at")} AS "finishedAtMs",
  ${ms("last_event_at")} AS "lastEventAtMs",
  (SELECT count(*)::int FROM drift WHERE reconciliation_id = reconciliation.id AND outcome = 'healed') AS healed,
  (SELECT count(*)::int FROM drift WHERE reconciliation_id = reconciliation.id AND outcome = 'kept') AS kept,
  (SELECT count(*)::int FROM drift WHERE reconciliation_id = reconciliation.id AND is_missed_webhook)
    AS "missedWebhooks"`;

export const passRow = z.object({
  id: z.string(),
  askedBy: z.string(),
  state: z.enum(["RUNNING", "FINISHED", "FAILED"]),
  stage: z.enum(stages),
  cursor: z.string().nullable(),
  page: z.int(),
  expected: z.int(),
  listed: z.int(),
  looks: z.int(),
  inFlight: z.int(),
  inSync: z.int().nullable(),
  healed: z.int(),
  kept: z.int(),
  missedWebhooks: z.int(),
  startedAtMs: z.number(),
  finishedAtMs: z.number().nullable(),
  lastEventAtMs: z.number().nullable(),
  note: z.string().nullable(),
}) satisfies z.ZodType<Pass>;

export const toPass = (rows: unknown): Pass => z.tuple([passRow]).parse(rows)[0];

/** The pass that a worker has taken, or none. */
export const toHeld = (rows: unknown): HeldPass | null =>
  z.array(passRow.extend({ worker: z.string() })).parse(rows)[0] ?? null;
