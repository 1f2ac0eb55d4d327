import { z } from "zod";
import type { PrismaClient } from "./generated/client.ts";

/** What the last pass that came to its end has found. */
export type Findings = {
  finishedAtMs: number;
  healed: number;
  kept: number;
  missedWebhooks: number;
};

/** `null` before the first pass has come to its end. */
export async function readFindings(prisma: PrismaClient): Promise<Findings | null> {
  const rows = await prisma.$queryRaw`
    SELECT (extract(epoch FROM finished_at) * 1000)::float8 AS "finishedAtMs",
      count(drift.id) FILTER (WHERE outcome = 'healed')::int AS healed,
      count(drift.id) FILTER (WHERE outcome = 'kept')::int AS kept,
      count(drift.id) FILTER (WHERE is_missed_webhook)::int AS "missedWebhooks"
    FROM (SELECT id, finished_at FROM reconciliation WHERE state = 'FINISHED'
          ORDER BY finished_at DESC LIMIT 1) AS last
    LEFT JOIN drift ON drift.reconciliation_id = last.id GROUP BY finished_at`;
  return z.array(findingsRow).parse(rows)[0] ?? null;
}

const findingsRow = z.object({
  finishedAtMs: z.number(),
  healed: z.int(),
  kept: z.int(),
  missedWebhooks: z.int(),
});
