import type { CustomersOfDay, Figures } from "@idem/billing";
import { type MrrMonth, monthOf, parseStatus } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { isWaiting } from "./event-lines.ts";

/** The figures of the dashboard as of `nowMs`, each by one statement. Revenue comes from whoever keeps what is over. */
export async function figures(
  prisma: PrismaClient,
  nowMs: number,
  readRevenue: (nowMs: number) => Promise<MrrMonth[]>,
): Promise<Figures> {
  const [now, statuses, customers, subscriptions, revenue] = await Promise.all([
    prisma.$queryRaw`
      SELECT (SELECT count(*)::int FROM effect WHERE outcome IS NULL AND attempts > 0) AS "effectsInDoubt",
        (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8
          FROM webhook_event WHERE ${isWaiting}) AS "webhookLagSeconds"`,
    prisma.$queryRaw`SELECT status, count(*)::int AS count FROM subscription GROUP BY status ORDER BY status`,
    customersByDay(prisma, nowMs),
    prisma.$queryRaw`
      SELECT day::text, coalesce(started.count, 0)::int AS started, coalesce(ended.count, 0)::int AS ended
      FROM ${daysUntil(nowMs)} LEFT JOIN (
        SELECT ${dayOf("started_at")} AS day, count(*) FROM subscription
        WHERE started_at >= ${firstDay(nowMs)} GROUP BY 1
      ) AS started USING (day) LEFT JOIN (
        SELECT ${dayOf("turns_at")} AS day, count(*) FROM subscription
        WHERE status = 'canceled' AND turns_at >= ${firstDay(nowMs)} GROUP BY 1
      ) AS ended USING (day) ORDER BY day`,
    readRevenue(nowMs),
  ]);
  return {
    ...z.tuple([nowRow]).parse(now)[0],
    revenue: lastYear(revenue, nowMs),
    statuses: z.array(statusRow).parse(statuses),
    customers,
    subscriptions: z.array(subscriptionsRow).parse(subscriptions),
  };
}

/** What was made is in the journal; that nothing had to be made was counted by the nodes. */
async function customersByDay(prisma: PrismaClient, nowMs: number): Promise<CustomersOfDay[]> {
  const rows = await prisma.$queryRaw`
    SELECT day::text, coalesce(sent, 0)::int AS created, coalesce(found, 0)::int AS recovered,
      coalesce(reused, 0)::int AS reused, coalesce(averted, 0)::int AS "raceAverted"
    FROM ${daysUntil(nowMs)} LEFT JOIN (
      SELECT ${dayOf("settled_at")} AS day, count(*) FILTER (WHERE outcome->>'how' = 'sent') AS sent,
        count(*) FILTER (WHERE outcome->>'how' = 'found') AS found
      FROM effect WHERE kind = 'customer.create' AND settled_at >= ${firstDay(nowMs)} GROUP BY 1
    ) AS made USING (day) LEFT JOIN (
      SELECT day, sum(count) FILTER (WHERE result = 'reused') AS reused,
        sum(count) FILTER (WHERE result = 'race_averted') AS averted
      FROM customer_answer WHERE day >= ${today(nowMs)}::date - 29 GROUP BY 1
    ) AS answered USING (day) ORDER BY day`;
  return z.array(customersRow).parse(rows);
}

const today = (nowMs: number): string => new Date(nowMs).toISOString().slice(0, 10);
const firstDay = (nowMs: number): Prisma.Sql =>
  Prisma.sql`(${today(nowMs)}::date - 29)::timestamp AT TIME ZONE 'UTC'`;
const dayOf = (column: string): Prisma.Sql => Prisma.raw(`(${column} AT TIME ZONE 'UTC')::date`);
const daysUntil = (nowMs: number): Prisma.Sql =>
  Prisma.sql`(SELECT ${today(nowMs)}::date - ago AS day FROM generate_series(0, 29) AS ago) AS days`;

/** A year to look back on, and the month that runs. */
function lastYear(revenue: MrrMonth[], nowMs: number): MrrMonth[] {
  const first = new Date(nowMs);
  first.setUTCDate(1);
  first.setUTCMonth(first.getUTCMonth() - 12);
  return revenue.filter(({ month }) => month >= monthOf(first.getTime()));
}

const nowRow = z.object({ effectsInDoubt: z.int(), webhookLagSeconds: z.number() });
const statusRow = z.object({ status: z.string().transform(parseStatus), count: z.int() });
const subscriptionsRow = z.object({ day: z.string(), started: z.int(), ended: z.int() });
const customersRow = z.object({
  day: z.string(),
  created: z.int(),
  recovered: z.int(),
  reused: z.int(),
  raceAverted: z.int(),
});
