import type { EventLine, EventsQuestion, EventsSummary } from "@idem/billing";
import { toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { plannedForItsValues } from "../statement-names.ts";
import { moment } from "./moment.ts";

const columns = Prisma.sql`
  webhook_event.id, webhook_event.received_at AS at, type, webhook_event.stripe_customer_id AS "stripeCustomerId",
  account_id AS "accountId", received_at AS "receivedAt", processed_at AS "processedAt", attempts,
  last_error AS "lastError", failed_at AS "failedAt", note`;
const tables = Prisma.sql`webhook_event LEFT JOIN customer USING (stripe_customer_id)`;

/** Not done, and given up: nobody tries it again unasked. */
const hasFailed = Prisma.sql`processed_at IS NULL AND failed_at IS NOT NULL`;

/** Not done, and still being tried: the only ones that lag behind, as in the metric of that name. */
export const isWaiting = Prisma.sql`processed_at IS NULL AND failed_at IS NULL`;

const states: Record<EventsQuestion["state"], Prisma.Sql> = {
  all: Prisma.sql`true`,
  failed: hasFailed,
  waiting: isWaiting,
};

/** Events in the order in which they came, the latest first. */
export async function events(
  prisma: PrismaClient,
  { state, before, limit }: EventsQuestion,
): Promise<EventLine[]> {
  const page =
    before === null
      ? Prisma.sql`true`
      : Prisma.sql`(received_at, webhook_event.id) < (${before.at}::timestamptz, ${before.id})`;
  return z.array(eventRow).parse(
    await prisma.$queryRaw`
      ${Prisma.raw(plannedForItsValues)}
      SELECT ${columns} FROM ${tables} WHERE ${states[state]} AND ${page}
      ORDER BY received_at DESC, webhook_event.id DESC LIMIT ${limit}`,
  );
}

export async function eventsSummary(prisma: PrismaClient): Promise<EventsSummary> {
  const rows = await prisma.$queryRaw`
    SELECT (SELECT max(received_at) FROM webhook_event) AS "lastReceivedAt",
      (SELECT count(*)::int FROM webhook_event WHERE ${hasFailed}) AS failed,
      (SELECT count(*)::int FROM webhook_event WHERE ${isWaiting}) AS waiting,
      (SELECT coalesce(extract(epoch FROM now() - min(received_at)), 0)::float8
        FROM webhook_event WHERE ${isWaiting}) AS "lagSeconds"`;
  return z.tuple([summaryRow]).parse(rows)[0];
}

/** An account's events before a moment, with what Stripe has sent. */
export const eventsBefore = async (
  prisma: PrismaClient,
  { where, limit }: { where: Prisma.Sql; limit: number },
): Promise<(EventLine & { payload: unknown })[]> =>
  z.array(eventRow.extend({ payload: z.unknown() })).parse(
    await prisma.$queryRaw`
      SELECT ${columns}, webhook_event.created_at AS at, payload FROM ${tables} WHERE ${where}
      ORDER BY webhook_event.created_at DESC, webhook_event.id COLLATE "C" DESC LIMIT ${limit}`,
  );

const eventRow = z.object({
  id: z.string(),
  at: moment,
  type: z.string(),
  stripeCustomerId: z.string().nullable(),
  accountId: z.string().transform(toAccountId).nullable(),
  receivedAt: moment,
  processedAt: moment.nullable(),
  attempts: z.int(),
  lastError: z.string().nullable(),
  failedAt: moment.nullable(),
  note: z.string().nullable(),
});

const summaryRow = z.object({
  lastReceivedAt: moment.nullable(),
  failed: z.int(),
  waiting: z.int(),
  lagSeconds: z.number(),
});
