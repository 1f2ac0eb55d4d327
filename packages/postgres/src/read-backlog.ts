import type { PrismaClient } from "./generated/client.ts";

/**
 * What waits, over all nodes. `overdue` effects are unknown ones that nobody is working on. E-mails are counted for
 * themselves: that a mail server is down says nothing about money.
 */
export type Backlog = {
  effects: { unknown: number; overdue: number; email: number };
  /** Of events that are still being tried; those that were given up are counted apart. */
  webhookLagSeconds: number;
  failedEvents: number;
};

/** Counts by the partial indexes over what is not done, so it stays cheap however long the history is. */
export async function readBacklog(prisma: PrismaClient): Promise<Backlog> {
  const [row] = await prisma.$queryRaw<
    { unknown: number; overdue: number; email: number; lag: number; failed: number }[]
  >`
    WITH waiting AS (SELECT kind = 'email.send' AS is_email, attempts, lease_until FROM effect WHERE outcome IS NULL)
    SELECT
      (SELECT count(*)::int FROM waiting WHERE attempts > 0 AND NOT is_email) AS unknown,
      (SELECT count(*)::int FROM waiting WHERE attempts > 0 AND NOT is_email AND lease_until < now()) AS overdue,
      (SELECT count(*)::int FROM waiting WHERE is_email) AS email,
      (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8
         FROM webhook_event WHERE processed_at IS NULL AND failed_at IS NULL) AS lag,
      (SELECT count(*)::int FROM webhook_event WHERE processed_at IS NULL AND failed_at IS NOT NULL) AS failed`;
  if (row === undefined) throw new Error("A query without a table always has one row.");
  const { unknown, overdue, email, lag, failed } = row;
  return { effects: { unknown, overdue, email }, webhookLagSeconds: lag, failedEvents: failed };
}
