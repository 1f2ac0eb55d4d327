import type { Before, StoryLine, StoryQuestion } from "@idem/billing";
import type { AccountId } from "@idem/domain";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { auditBefore, placeOf } from "./audit-lines.ts";
import { effectsBefore } from "./effect-lines.ts";
import { eventsBefore } from "./event-lines.ts";
import { customersNamed } from "./named-customers.ts";

/**
 * What happened to an account, from its three records, in one order: the latest first, and by id within a moment. Each
 * record gives at most a page, and the first page of all three is the page. Of Stripe's events, those of every customer that
 * is known to be the account's. From whichever entry of the log it begins, it costs the same.
 */
export async function story(
  prisma: PrismaClient,
  { accountId, besides, before, from, limit }: StoryQuestion,
): Promise<StoryLine[]> {
  const start = await startOf(prisma, accountId, { before, from });
  const own = (table: string, at: string): Prisma.Sql => since(table, at, start);
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

/** Behind the last line of the page before, or with an entry. */
type Start = { is: "behind" | "with"; place: Before };

async function startOf(
  prisma: PrismaClient,
  accountId: AccountId,
  { before, from }: Pick<StoryQuestion, "before" | "from">,
): Promise<Start | null> {
  if (before !== null) return { is: "behind", place: before };
  const place = from === null ? null : await placeOf(prisma, accountId, from);
  return place === null ? null : { is: "with", place };
}

const thans = { behind: Prisma.sql`<`, with: Prisma.sql`<=` } as const;

function since(table: string, at: string, start: Start | null): Prisma.Sql {
  if (start === null) return Prisma.sql`true`;
  const { is, place } = start;
  const id = Prisma.raw(`${table}.id COLLATE "C"`);
  return Prisma.sql`(${Prisma.raw(`${table}.${at}`)}, ${id}) ${thans[is]} (${place.at}::timestamptz, ${place.id})`;
}

/** Ids by their bytes, in the database and here. */
function latestFirst(a: StoryLine, b: StoryLine): number {
  if (a.at !== b.at) return a.at < b.at ? 1 : -1;
  return a.id < b.id ? 1 : -1;
}
