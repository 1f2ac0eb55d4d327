import type { Count, SubscriptionFilter } from "@idem/billing";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { plannedForItsValues } from "../statement-names.ts";
import { isOverTime } from "./counting.ts";
import { conditionsOf } from "./filter-sql.ts";
import { foundBy, mostFound } from "./search-sql.ts";

/** So many are counted one by one; beyond, nobody needs more than an estimate, and counting would cost more than the page. */
const mostCounted = 1_000;

/** How many subscriptions a filter leaves: exactly up to a thousand, and beyond as the database estimates it. */
export async function countSubscriptions(
  prisma: PrismaClient,
  filter: SubscriptionFilter,
): Promise<Count> {
  const [count] = await countEach(prisma, filter.search, [filter]);
  if (count === undefined) throw new Error("A filter was not counted.");
  return count;
}

/**
 * The same of several filters, whose search is one, by one statement. Each count ends at a thousand, by an index that has
 * little else; where the statement takes longer than it may all the same, all of them are estimates.
 */
export async function countEach(
  prisma: PrismaClient,
  search: string | null,
  filters: readonly Omit<SubscriptionFilter, "search">[],
): Promise<Count[]> {
  if (filters.length === 0) return [];
  if (search !== null) return countFound(prisma, search, filters);
  const counts = await boundedCounts(prisma, filters);
  return Promise.all(filters.map((filter, ordinal) => toCount(prisma, filter, counts?.[ordinal])));
}

/** `null`: it took too long. */
async function boundedCounts(
  prisma: PrismaClient,
  filters: readonly Omit<SubscriptionFilter, "search">[],
): Promise<number[] | null> {
  try {
    const rows = await prisma.$queryRaw(countsStatement(null, filters));
    return z.tuple([countsRow]).parse(rows)[0].counts;
  } catch (error) {
    if (isOverTime(error)) return null;
    throw error;
  }
}

const rowsOf = (filter: Omit<SubscriptionFilter, "search">): Prisma.Sql =>
  Prisma.sql`SELECT 1 FROM subscription WHERE ${whereOf(filter)}`;

const whereOf = (filter: Omit<SubscriptionFilter, "search">): Prisma.Sql =>
  Prisma.sql`${statusIn(filter)} AND ${conditionsOf(filter)}`;

const statusIn = ({ statuses }: Pick<SubscriptionFilter, "statuses">): Prisma.Sql =>
  statuses.length > 0 ? Prisma.sql`status = ANY(${[...statuses]})` : Prisma.sql`true`;

/** The planner's estimate where there are too many to count; it walks nothing, whatever the filter. */
async function toCount(
  prisma: PrismaClient,
  filter: Omit<SubscriptionFilter, "search">,
  count: number | undefined,
): Promise<Count> {
  if (count !== undefined && count <= mostCounted) return { is: "exact", count };
  const plan = await prisma.$queryRaw`EXPLAIN (FORMAT JSON) ${rowsOf(filter)}`;
  const [{ "QUERY PLAN": plans }] = z.tuple([planRow]).parse(plan);
  return { is: "about", count: Math.max(plans[0].Plan["Plan Rows"], count ?? 0) };
}

const countsRow = z.object({ counts: z.array(z.int()) });

const planRow = z.object({
  "QUERY PLAN": z.tuple([z.object({ Plan: z.object({ "Plan Rows": z.number() }) })]),
});

/** The one statement that counts so many filters. Those whom a search finds are few, and looked up once for all of them. */
export function countsStatement(
  search: string | null,
  filters: readonly Omit<SubscriptionFilter, "search">[],
): Prisma.Sql {
  const counted = filters.map((filter) =>
    search === null
      ? Prisma.sql`(SELECT count(*)::int FROM (${rowsOf(filter)} LIMIT ${mostCounted + 1}) AS counted)`
      : Prisma.sql`(SELECT count(*)::int FROM found AS subscription WHERE ${whereOf(filter)})`,
  );
  const counts = Prisma.sql`SELECT ARRAY[${Prisma.join(counted)}] AS counts`;
  if (search === null) return Prisma.sql`${Prisma.raw(plannedForItsValues)} ${counts}`;
  return Prisma.sql`${Prisma.raw(plannedForItsValues)}
    WITH matches AS (${foundBy(search)}), found AS MATERIALIZED (
      SELECT subscription.* FROM (SELECT DISTINCT id FROM matches) AS person
        JOIN subscription ON subscription.account_id = person.id
    ) ${counts},
      coalesce((SELECT max(n) FROM (SELECT count(*) AS n FROM matches GROUP BY kind) AS kinds), 0)::int AS most`;
}

async function countFound(
  prisma: PrismaClient,
  search: string,
  filters: readonly Omit<SubscriptionFilter, "search">[],
): Promise<Count[]> {
  const rows = await prisma.$queryRaw(countsStatement(search, filters));
  const [{ counts, most }] = z.tuple([countsRow.extend({ most: z.int() })]).parse(rows);
  const is = most >= mostFound ? "at_least" : "exact";
  return counts.map((count) => ({ is, count }));
}
