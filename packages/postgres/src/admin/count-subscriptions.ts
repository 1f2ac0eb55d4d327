import type { Count, SubscriptionFilter } from "@idem/billing";
import { type SubscriptionStatus, subscriptionStatuses } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { plannedForItsValues } from "../statement-names.ts";
import { conditionsOf } from "./filter-sql.ts";
import { foundBy, mostFound } from "./search-sql.ts";

/** So many are counted one by one; beyond, nobody needs more than an estimate, and counting would cost more than the page. */
const mostCounted = 1_000;

/** How many subscriptions a filter leaves: exactly up to a thousand, and beyond as the database estimates it. */
export async function countSubscriptions(
  prisma: PrismaClient,
  filter: SubscriptionFilter,
): Promise<Count> {
  if (filter.search !== null) return countFound(prisma, filter.search, filter);
  const all = Prisma.sql`SELECT 1 FROM subscription WHERE ${statusIn(filter)} AND ${conditionsOf(filter)}`;
  return countOf(prisma, all);
}

/** Of each status, as many as there are. */
export async function countStatuses(
  prisma: PrismaClient,
): Promise<Record<SubscriptionStatus, Count>> {
  const counts = await Promise.all(
    subscriptionStatuses.map(
      async (status) =>
        [
          status,
          await countOf(prisma, Prisma.sql`SELECT 1 FROM subscription WHERE status = ${status}`),
        ] as const,
    ),
  );
  const byStatus = new Map(counts);
  const none: Count = { is: "exact", count: 0 };
  const of = (status: SubscriptionStatus): Count => byStatus.get(status) ?? none;
  return {
    active: of("active"),
    canceled: of("canceled"),
    incomplete: of("incomplete"),
    incomplete_expired: of("incomplete_expired"),
    past_due: of("past_due"),
    paused: of("paused"),
    trialing: of("trialing"),
    unpaid: of("unpaid"),
  };
}

const statusIn = ({ statuses }: SubscriptionFilter): Prisma.Sql =>
  statuses.length > 0 ? Prisma.sql`status = ANY(${[...statuses]})` : Prisma.sql`true`;

async function countOf(prisma: PrismaClient, rows: Prisma.Sql): Promise<Count> {
  const counted = await prisma.$queryRaw`
    ${Prisma.raw(plannedForItsValues)}
    SELECT count(*)::int AS count FROM (${rows} LIMIT ${mostCounted + 1}) AS counted`;
  const [{ count }] = z.tuple([z.object({ count: z.int() })]).parse(counted);
  if (count <= mostCounted) return { is: "exact", count };
  const plan = await prisma.$queryRaw`EXPLAIN (FORMAT JSON) ${rows}`;
  const [{ "QUERY PLAN": plans }] = z.tuple([planRow]).parse(plan);
  return { is: "about", count: Math.max(plans[0].Plan["Plan Rows"], count) };
}

const planRow = z.object({
  "QUERY PLAN": z.tuple([z.object({ Plan: z.object({ "Plan Rows": z.number() }) })]),
});

async function countFound(
  prisma: PrismaClient,
  search: string,
  filter: SubscriptionFilter,
): Promise<Count> {
  const rows = await prisma.$queryRaw`
    ${Prisma.raw(plannedForItsValues)}
    WITH matches AS (${foundBy(search)})
    SELECT (SELECT count(*)::int FROM (SELECT DISTINCT id FROM matches) AS found
        JOIN subscription ON account_id = found.id
        WHERE ${statusIn(filter)} AND ${conditionsOf(filter)}) AS count,
      coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM matches GROUP BY kind) AS kinds), 0)::int AS most`;
  const [{ count, most }] = z.tuple([z.object({ count: z.int(), most: z.int() })]).parse(rows);
  return { is: most >= mostFound ? "at_least" : "exact", count };
}
