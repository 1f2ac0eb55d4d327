import type { PrismaClient } from "./generated/client.ts";

/** What waits, over all nodes. `overdue` effects are unknown ones that nobody is working on. */
export type Backlog = { effects: { unknown: number; overdue: number }; webhookLagSeconds: number };

/** Counts by the partial indexes over what is not done, so it stays cheap however long the history is. */
export async function readBacklog(prisma: PrismaClient): Promise<Backlog> {
  const [row] = await prisma.$queryRaw<{ unknown: number; overdue: number; lag: number }[]>`
    SELECT
      (SELECT count(*)::int FROM effect WHERE outcome IS NULL AND attempts > 0) AS unknown,
      (SELECT count(*)::int FROM effect WHERE outcome IS NULL AND attempts > 0 AND lease_until < now()) AS overdue,
      (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8
         FROM webhook_event WHERE processed_at IS NULL) AS lag`;
  if (row === undefined) throw new Error("A query without a table always has one row.");
  return { effects: { unknown: row.unknown, overdue: row.overdue }, webhookLagSeconds: row.lag };
}
