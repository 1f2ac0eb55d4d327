import { type Count, type Facets, flags, type SubscriptionFilter } from "@idem/billing";
import { subscriptionStatuses } from "@idem/domain";
import { z } from "zod";
import type { Prisma, PrismaClient } from "../generated/client.ts";
import { countEach, countsStatement } from "./count-subscriptions.ts";
import { isOverTime } from "./counting.ts";

/**
 * For each chip how many lines the list has with it, of its own group it alone. A group is one statement: four of them,
 * besides one for the plans there are, and an estimate for each count beyond a thousand.
 */
export async function countFacets(
  prisma: PrismaClient,
  { search, ...filter }: SubscriptionFilter,
): Promise<Facets> {
  const plans = await plansBesides(prisma, filter.plans);
  const [ofStatus = [], ofPlan = [], [isEnding = none] = [], ofFlag = []] = await Promise.all(
    groupsOf(
      filter,
      plans.map(({ key }) => key),
    ).map((filters) => countEach(prisma, search, filters)),
  );
  const statusCount = by(subscriptionStatuses, ofStatus);
  const flagCount = by(flags, ofFlag);
  return {
    statuses: {
      active: statusCount("active"),
      canceled: statusCount("canceled"),
      incomplete: statusCount("incomplete"),
      incomplete_expired: statusCount("incomplete_expired"),
      past_due: statusCount("past_due"),
      paused: statusCount("paused"),
      trialing: statusCount("trialing"),
      unpaid: statusCount("unpaid"),
    },
    plans: plans.map((plan, ordinal) => ({ ...plan, count: ofPlan[ordinal] ?? none })),
    isEnding,
    flags: {
      unknown: flagCount("unknown"),
      drift: flagCount("drift"),
      duplicate: flagCount("duplicate"),
    },
  };
}

/** What is counted by itself: a statement for each group of chips. */
export const facetStatements = (
  { search, ...filter }: SubscriptionFilter,
  plans: readonly string[],
): Prisma.Sql[] => groupsOf(filter, plans).map((filters) => countsStatement(search, filters));

type WithoutSearch = Omit<SubscriptionFilter, "search">;

/** For each chip the filter that the list has with it: statuses, plans, the end, flags. */
const groupsOf = (filter: WithoutSearch, plans: readonly string[]): WithoutSearch[][] =>
  [
    subscriptionStatuses.map((status) => ({ statuses: [status] })),
    plans.map((key) => ({ plans: [key] })),
    [{ isEnding: true }],
    flags.map((flag) => ({ flags: [flag] })),
  ].map((ways) => ways.map((way) => ({ ...filter, ...way })));

const none: Count = { is: "exact", count: 0 };

const by =
  <Name extends string>(names: readonly Name[], counts: readonly Count[]) =>
  (name: Name): Count =>
    counts[names.indexOf(name)] ?? none;

/** More would be no chips any more but a list of their own. */
const mostPlans = 50;

/** What is sold, what is not any more and somebody has, and what is asked for. */
async function plansBesides(
  prisma: PrismaClient,
  asked: readonly string[],
): Promise<{ key: string; name: string }[]> {
  const keys = [...asked, ...(await plansHad(prisma))];
  const rows = await prisma.$queryRaw`
    SELECT known.key, coalesce(plan.name, known.key) AS name
    FROM (SELECT key FROM plan WHERE is_active UNION SELECT unnest(${keys}::text[])) AS known LEFT JOIN plan USING (key)
    ORDER BY plan.rank NULLS LAST, known.key LIMIT ${mostPlans}`;
  return z.array(z.object({ key: z.string(), name: z.string() })).parse(rows);
}

/** The plans that somebody has, by leaps over an index; none, where that takes too long. */
async function plansHad(prisma: PrismaClient): Promise<string[]> {
  try {
    const rows = await prisma.$queryRaw`
      WITH RECURSIVE had AS (
        SELECT min(plan_key) AS key FROM subscription
        UNION ALL SELECT (SELECT min(plan_key) FROM subscription WHERE plan_key > had.key) FROM had WHERE had.key IS NOT NULL
      ) SELECT key FROM had WHERE key IS NOT NULL LIMIT ${mostPlans}`;
    return z
      .array(z.object({ key: z.string() }))
      .parse(rows)
      .map(({ key }) => key);
  } catch (error) {
    if (isOverTime(error)) return [];
    throw error;
  }
}
