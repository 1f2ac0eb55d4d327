import type { Figures } from "@idem/billing";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";

/** The figures of the dashboard as they are now, each by one statement. */
export async function figures(prisma: PrismaClient): Promise<Figures> {
  const [now, mrr, statuses, customers, ended] = await Promise.all([
    prisma.$queryRaw`
      SELECT (SELECT count(*)::int FROM effect WHERE outcome IS NULL AND attempts > 0) AS "effectsInDoubt",
        (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8
          FROM webhook_event WHERE processed_at IS NULL) AS "webhookLagSeconds"`,
    prisma.$queryRaw`
      SELECT currency, sum(mrr)::float8 AS amount, count(*)::int AS subscriptions FROM subscription
      WHERE mrr > 0 GROUP BY currency ORDER BY currency`,
    prisma.$queryRaw`SELECT status, count(*)::int AS count FROM subscription GROUP BY status ORDER BY status`,
    prisma.$queryRaw`
      SELECT to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, coalesce(sent, 0)::int AS created, coalesce(found, 0)::int AS recovered
      FROM ${days} LEFT JOIN (
        SELECT date_trunc('day', settled_at, 'UTC') AS day, count(*) FILTER (WHERE outcome->>'how' = 'sent') AS sent,
          count(*) FILTER (WHERE outcome->>'how' = 'found') AS found
        FROM effect WHERE kind = 'customer.create' AND settled_at >= now() - interval '31 days' GROUP BY 1
      ) AS made USING (day) ORDER BY day`,
    prisma.$queryRaw`
      SELECT to_char(day AT TIME ZONE 'UTC', 'YYYY-MM-DD') AS day, count(subscription.id)::int AS count
      FROM ${days} LEFT JOIN subscription ON status = 'canceled' AND turns_at >= day AND turns_at < day + interval '1 day'
      GROUP BY day ORDER BY day`,
  ]);
  return {
    ...z.tuple([nowRow]).parse(now)[0],
    mrr: z.array(mrrRow).parse(mrr),
    statuses: z.array(statusRow).parse(statuses),
    customers: z
      .array(z.object({ day: z.string(), created: z.int(), recovered: z.int() }))
      .parse(customers),
    ended: z.array(z.object({ day: z.string(), count: z.int() })).parse(ended),
  };
}

/** The last thirty, today among them, in UTC. */
const days = Prisma.sql`generate_series(date_trunc('day', now(), 'UTC') - interval '29 days',
  date_trunc('day', now(), 'UTC'), '1 day') AS days (day)`;

const nowRow = z.object({ effectsInDoubt: z.int(), webhookLagSeconds: z.number() });
const mrrRow = z.object({ currency: z.string(), amount: z.number(), subscriptions: z.int() });
const statusRow = z.object({ status: z.string(), count: z.int() });
