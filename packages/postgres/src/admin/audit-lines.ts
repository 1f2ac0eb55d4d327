import { randomUUID } from "node:crypto";
import type { AuditLine, AuditQuestion, Before, StaffDeed } from "@idem/billing";
import { type AccountId, toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { toJson } from "../json.ts";
import { plannedForItsValues } from "../statement-names.ts";
import { moment } from "./moment.ts";

const columns = Prisma.sql`
  audit_event.id, audit_event.at, account_id AS "accountId", account.name AS "accountName", false AS "isDeed",
  seq, action, source,
  person.name || ' (' || person.email || ')' AS who, request_id AS "requestId", before, after, reason, hash`;
const tables = Prisma.sql`audit_event JOIN billing_account AS account ON account.id = account_id
  LEFT JOIN "user" AS person ON person.id = audit_event.user_id`;

/** Lines of an account's story before a moment, the latest first. */
export const auditBefore = async (
  prisma: PrismaClient,
  { where, limit }: { where: Prisma.Sql; limit: number },
): Promise<AuditLine[]> =>
  z.array(auditRow).parse(
    await prisma.$queryRaw`
      SELECT ${columns} FROM ${tables} WHERE ${where}
      ORDER BY audit_event.at DESC, audit_event.id COLLATE "C" DESC LIMIT ${limit}`,
  );

/** Over all accounts; what stands in the story of none of them stands between, in the order of time. */
export async function audit(
  prisma: PrismaClient,
  { by, before, from, limit }: AuditQuestion,
): Promise<AuditLine[]> {
  const start = before === null && from !== null ? await placeOfDeed(prisma, from) : null;
  const earlier = (at: Prisma.Sql, id: Prisma.Sql) => {
    if (start !== null)
      return Prisma.sql`(${at}, ${id}) <= (${start.at}::timestamptz, ${start.id})`;
    return before === null
      ? Prisma.sql`true`
      : Prisma.sql`(${at}, ${id}) < (${before.at}::timestamptz, ${before.id})`;
  };
  const source = by === "staff" ? Prisma.sql`source = 'admin'` : Prisma.sql`true`;
  return z.array(auditRow).parse(
    await prisma.$queryRaw`
      ${Prisma.raw(plannedForItsValues)}
      SELECT * FROM (
        (SELECT ${columns} FROM ${tables}
          WHERE ${source} AND ${earlier(Prisma.sql`audit_event.at`, Prisma.sql`audit_event.id`)}
          ORDER BY audit_event.at DESC, audit_event.id DESC LIMIT ${limit})
        UNION ALL
        (SELECT staff_deed.id, at, account.id, account.name, true, seq, action, 'admin', person.name || ' (' || person.email || ')',
            request_id, NULL, details, reason, hash
          FROM staff_deed LEFT JOIN "user" AS person ON person.id = staff_deed.user_id
            LEFT JOIN billing_account AS account ON account.id = details->>'accountId'
          WHERE ${earlier(Prisma.sql`at`, Prisma.sql`staff_deed.id`)}
          ORDER BY at DESC, staff_deed.id DESC LIMIT ${limit})
      ) AS lines ORDER BY at DESC, id DESC LIMIT ${limit}`,
  );
}

/** Where a deed stands in the log of all. */
async function placeOfDeed(prisma: PrismaClient, id: string): Promise<Before | null> {
  const rows = await prisma.$queryRaw`SELECT at, id FROM staff_deed WHERE id = ${id}`;
  return z.array(auditRow.pick({ at: true, id: true })).parse(rows)[0] ?? null;
}

/** Where an entry of an account's log stands in its story. */
export async function placeOf(
  prisma: PrismaClient,
  accountId: AccountId,
  seq: number,
): Promise<Before | null> {
  const rows = await prisma.$queryRaw`
    SELECT at, id FROM audit_event WHERE account_id = ${accountId} AND seq = ${seq}::int`;
  return z.array(auditRow.pick({ at: true, id: true })).parse(rows)[0] ?? null;
}

/** Where an action has begun to write into the account's story. */
export async function auditSeqOf(
  prisma: PrismaClient,
  accountId: AccountId,
  requestId: string,
): Promise<number | null> {
  const { _min } = await prisma.auditEvent.aggregate({
    where: { accountId, requestId, source: "admin" },
    _min: { seq: true },
  });
  return _min.seq;
}

const askedRow = z.object({ seq: z.int(), kind: z.string().nullable(), isOwn: z.boolean() });

/** The first one of the request's own, or else the last one of anybody's. */
export async function changeAsked(
  prisma: PrismaClient,
  accountId: AccountId,
  requestId: string,
): Promise<z.infer<typeof askedRow> | null> {
  const rows = await prisma.$queryRaw`
    SELECT seq, after->>'is' AS kind, coalesce(request_id = ${requestId}, false) AS "isOwn" FROM audit_event
    WHERE account_id = ${accountId} AND action = 'subscription.change_asked'
    ORDER BY 3 DESC, CASE WHEN request_id = ${requestId} THEN seq ELSE -seq END LIMIT 1`;
  return z.array(askedRow).parse(rows)[0] ?? null;
}

/** Answers the deed's id. */
export async function tellOfStaff(
  prisma: PrismaClient,
  { userId, requestId, action, details, reason }: StaffDeed,
): Promise<string> {
  const id = randomUUID();
  await prisma.$executeRaw`
    INSERT INTO staff_deed (id, user_id, request_id, action, reason, details)
    VALUES (${id}, ${userId}, ${requestId}, ${action}, ${reason ?? null}, ${toJson(details)})`;
  return id;
}

const auditRow = z.object({
  id: z.string(),
  at: moment,
  accountId: z.string().transform(toAccountId).nullable(),
  accountName: z.string().nullable(),
  isDeed: z.boolean(),
  seq: z.int(),
  action: z.string(),
  source: z.enum(["customer", "admin", "webhook", "sweeper", "doctor", "system"]),
  who: z.string().nullable(),
  requestId: z.string().nullable(),
  before: z.unknown(),
  after: z.unknown(),
  reason: z.string().nullable(),
  hash: z.string(),
});
