import { z } from "zod";
import type { PrismaClient } from "../generated/client.ts";

/** What the last check of all accounts has found, by invariant. */
export type Diagnoses = { finishedAtMs: number; findings: Record<string, number> };

/** `null` before the first check has come to its end. */
export async function readDiagnoses(prisma: PrismaClient): Promise<Diagnoses | null> {
  const rows = await prisma.$queryRaw`
    SELECT (extract(epoch FROM finished_at) * 1000)::float8 AS "finishedAtMs",
      (SELECT coalesce(jsonb_object_agg(invariant, findings), '{}') FROM (
        SELECT invariant, count(*) AS findings FROM doctor_finding WHERE check_id = last.id GROUP BY invariant
      ) AS counted) AS findings
    FROM (SELECT id, finished_at FROM doctor_check WHERE state = 'FINISHED'
          ORDER BY finished_at DESC LIMIT 1) AS last`;
  return z.array(diagnosesRow).parse(rows)[0] ?? null;
}

const diagnosesRow = z.object({
  finishedAtMs: z.number(),
  findings: z.record(z.string(), z.number()),
});
