import type { Flag, SubscriptionFilter } from "@idem/billing";
import { Prisma } from "../generated/client.ts";

/** A filter as conditions on `subscription`, its statuses left out: these are asked for one by one. */
export function conditionsOf(filter: Omit<SubscriptionFilter, "search" | "statuses">): Prisma.Sql {
  const { plans, coupon, isEnding, startedFrom, startedUntil, flags } = filter;
  const conditions = [
    Prisma.sql`true`,
    ...(plans.length > 0 ? [Prisma.sql`plan_key = ANY(${[...plans]})`] : []),
    ...(coupon === null ? [] : [Prisma.sql`coupon = ${coupon.toUpperCase()}`]),
    ...(isEnding ? [Prisma.sql`cancel_at IS NOT NULL AND ended_at IS NULL`] : []),
    ...(startedFrom === null ? [] : [Prisma.sql`started_at >= ${startedFrom}::timestamptz`]),
    ...(startedUntil === null ? [] : [Prisma.sql`started_at < ${startedUntil}::timestamptz`]),
    ...flags.map((flag) => Prisma.sql`account_id IN (${flagged[flag]})`),
  ];
  return Prisma.join(conditions, " AND ");
}

/** The accounts under each flag: few, and each found by an index over nothing but them. */
const flagged: Record<Flag, Prisma.Sql> = {
  unknown: Prisma.sql`SELECT account_id FROM effect
    WHERE outcome IS NULL AND attempts > 0 AND kind <> 'email.send'`,
  drift: Prisma.sql`SELECT account_id FROM drift WHERE outcome = 'kept' AND account_id IS NOT NULL
    AND reconciliation_id = (SELECT id FROM reconciliation WHERE state = 'FINISHED' ORDER BY finished_at DESC LIMIT 1)`,
  duplicate: Prisma.sql`SELECT account_id FROM effect WHERE kind = 'payment.refund'`,
};

/** Which flags one account has. */
export const flagsOf = (accountId: Prisma.Sql): Prisma.Sql => Prisma.sql`array_remove(ARRAY[
  CASE WHEN EXISTS (${flagged.unknown} AND effect.account_id = ${accountId}) THEN 'unknown' END,
  CASE WHEN EXISTS (${flagged.drift} AND drift.account_id = ${accountId}) THEN 'drift' END,
  CASE WHEN EXISTS (${flagged.duplicate} AND effect.account_id = ${accountId}) THEN 'duplicate' END
], NULL)`;
