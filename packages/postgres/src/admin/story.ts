import type { Before, StoryLine, StoryQuestion } from "@idem/billing";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { auditBefore } from "./audit-lines.ts";
import { effectsBefore } from "./effect-lines.ts";
import { eventsBefore } from "./event-lines.ts";
import { customersNamed } from "./named-customers.ts";

/**
 * What happened to an account, from its three records, in one order: the latest first, and by id within a moment. Each
 * record gives at most a page, and the first page of all three is the page. Of Stripe's events, those of every customer that
 * is known to be the account's.
 */
export async function story(
  prisma: PrismaClient,
  { accountId, besides, before, limit }: StoryQuestion,
): Promise<StoryLine[]> {
  const own = (table: string, at: string): Prisma.Sql => earlier(table, at, before);
  const [audit, effects, events] = await Promise.all([
    auditBefore(prisma, {
      where: Prisma.sql`account_id = ${accountId} AND ${own("audit_event", "at")}`,
      limit,
    }),
    effectsBefore(prisma, {
      where: Prisma.sql`effect.account_id = ${accountId} AND ${own("effect", "created_at")}`,
      limit,
    }),
    eventsBefore(prisma, {
      where: Prisma.sql`stripe_customer_id = ANY (ARRAY(${customersNamed(accountId, besides)}))
        AND ${own("webhook_event", "created_at")}`,
      limit,
    }),
  ]);
  const lines: StoryLine[] = [
    ...audit.map((line) => ({ is: "audit" as const, ...line })),
    ...effects.map((line) => ({ is: "effect" as const, ...line })),
    ...events.map((line) => ({ is: "event" as const, ...line })),
  ];
  return lines.toSorted(latestFirst).slice(0, limit);
}

function earlier(table: string, at: string, before: Before | null): Prisma.Sql {
  if (before === null) return Prisma.sql`true`;
  const id = Prisma.raw(`${table}.id COLLATE "C"`);
  return Prisma.sql`(${Prisma.raw(`${table}.${at}`)}, ${id}) < (${before.at}::timestamptz, ${before.id})`;
}

/** Ids by their bytes, in the database and here. */
function latestFirst(a: StoryLine, b: StoryLine): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
