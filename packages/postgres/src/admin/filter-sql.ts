import { type Flag, flags, type SubscriptionFilter } from "@idem/billing";
import type { Invariant } from "@idem/domain";
import { Prisma } from "../generated/client.ts";

/** A filter as conditions on `subscription`, its statuses left out: these are asked for one by one. */
export function conditionsOf(filter: Omit<SubscriptionFilter, "search" | "statuses">): Prisma.Sql {
  const { plans, coupon, isEnding, startedFrom, startedUntil, flags: wanted } = filter;
  const conditions = [
    Prisma.sql`true`,
    ...(plans.length > 0 ? [Prisma.sql`plan_key = ANY(${[...plans]})`] : []),
    ...(coupon === null ? [] : [Prisma.sql`coupon = ${coupon.toUpperCase()}`]),
    ...(isEnding ? [Prisma.sql`cancel_at IS NOT NULL AND ended_at IS NULL`] : []),
    ...(startedFrom === null ? [] : [Prisma.sql`started_at >= ${startedFrom}::timestamptz`]),
    ...(startedUntil === null ? [] : [Prisma.sql`started_at < ${startedUntil}::timestamptz`]),
    ...(wanted.length > 0 ? [Prisma.sql`account_id IN (${accountsUnder(wanted)})`] : []),
  ];
  return Prisma.join(conditions, " AND ");
}

/** What the doctor finds where somebody is at Stripe twice. */
const duplicates = ["one_customer", "one_live_subscription"] satisfies Invariant[];

/** One place in which accounts under a flag are found. */
type Place = { accountId: Prisma.Sql; rows: Prisma.Sql };

/** The places for each flag: few accounts are in any, and each is read by an index over little but them. */
const flagged: Record<Flag, readonly Place[]> = {
  unknown: [
    {
      accountId: Prisma.sql`effect.account_id`,
      rows: Prisma.sql`effect WHERE outcome IS NULL AND attempts > 0 AND kind <> 'email.send'`,
    },
  ],
  drift: [
    {
      accountId: Prisma.sql`drift.account_id`,
      rows: Prisma.sql`drift WHERE outcome = 'kept' AND account_id IS NOT NULL
        AND reconciliation_id = (SELECT id FROM reconciliation WHERE state = 'FINISHED' ORDER BY finished_at DESC LIMIT 1)`,
    },
  ],
  duplicate: [
    {
      accountId: Prisma.sql`doctor_finding.subject`,
      rows: Prisma.sql`doctor_finding WHERE invariant = ANY (${[...duplicates]})
        AND check_id = (SELECT id FROM doctor_check WHERE state = 'FINISHED' ORDER BY finished_at DESC, id LIMIT 1)`,
    },
    // Paid back by itself, where one subscription was one too many; a refund that staff ask for is of another kind.
    {
      accountId: Prisma.sql`effect.account_id`,
      rows: Prisma.sql`effect WHERE kind = 'payment.refund'`,
    },
  ],
};

/** The accounts under any of the flags. */
const accountsUnder = (wanted: readonly Flag[]): Prisma.Sql =>
  Prisma.join(
    wanted
      .flatMap((flag) => flagged[flag])
      .map(({ accountId, rows }) => Prisma.sql`SELECT ${accountId} FROM ${rows}`),
    " UNION ALL ",
  );

/** Which flags one account has. */
export const flagsOf = (accountId: Prisma.Sql): Prisma.Sql =>
  Prisma.sql`array_remove(ARRAY[${Prisma.join(flags.map((flag) => flagIf(flag, accountId)))}], NULL)`;

function flagIf(flag: Flag, accountId: Prisma.Sql): Prisma.Sql {
  const isIn = flagged[flag].map(
    (place) => Prisma.sql`EXISTS (SELECT FROM ${place.rows} AND ${place.accountId} = ${accountId})`,
  );
  return Prisma.sql`CASE WHEN ${Prisma.join(isIn, " OR ")} THEN ${Prisma.raw(`'${flag}'`)} END`;
}
