import { randomUUID } from "node:crypto";
import type { ImportRecords } from "@idem/billing";
import { claimSignals, toAccountId, toStripeCustomerId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";
import { claims } from "./claims.ts";

/** Matching customers with owners, on PostgreSQL: in the database, because both may be many. */
export function createImportRecords(prisma: PrismaClient): ImportRecords {
  return {
    findCases: async (importId, keys) => {
      await prisma.$executeRaw`ANALYZE doctor_sighting`;
      return prisma.$executeRaw`
        WITH ${claims(importId, keys)}, live AS MATERIALIZED (
          SELECT customer_id, count(*)::int AS subscriptions FROM doctor_sighting
          WHERE check_id = ${importId} AND kind = 'subscription' AND is_live GROUP BY customer_id
        )
        INSERT INTO import_case (import_id, owner_kind, owner_id, name, claims)
        SELECT ${importId}, owner_kind, owner_id,
          min(coalesce((SELECT email FROM "user" WHERE owner_kind = 'user' AND id = owner_id),
                       (SELECT name FROM organization WHERE owner_kind = 'organization' AND id = owner_id))),
          jsonb_agg(jsonb_build_object('customerId', stripe_id, 'by', strength,
            'liveSubscriptions', coalesce(live.subscriptions, 0), 'named', seen.account_id) ORDER BY strength, stripe_id)
        FROM strongest JOIN seen USING (stripe_id) LEFT JOIN live ON live.customer_id = stripe_id
        WHERE cardinality(owners) = 1
        GROUP BY owner_kind, owner_id
        ON CONFLICT DO NOTHING`;
    },

    cases: async (importId, after, limit) =>
      z.array(caseRow).parse(
        await prisma.$queryRaw`
          SELECT owner_kind AS "ownerKind", owner_id AS "ownerId", one.name, claims, account.id AS "accountId",
            stripe_customer_id AS "storedId"
          FROM import_case AS one
            LEFT JOIN billing_account AS account ON (owner_kind = 'user' AND account.user_id = owner_id)
              OR (owner_kind = 'organization' AND account.organization_id = owner_id)
            LEFT JOIN customer ON customer.account_id = account.id
          WHERE import_id = ${importId} AND (owner_kind, owner_id) > (${after?.is ?? ""}, ${after?.id ?? ""})
          ORDER BY owner_kind, owner_id LIMIT ${limit}`,
      ),

    disputed: async (importId, keys, limit) =>
      z.array(disputedRow).parse(
        await prisma.$queryRaw`
          WITH ${claims(importId, keys)}
          SELECT stripe_id AS "customerId", strength AS by, owners FROM strongest
          WHERE cardinality(owners) > 1 ORDER BY stripe_id LIMIT ${limit}`,
      ),

    countUnclaimed: async (importId, keys) => {
      const rows = await prisma.$queryRaw`
        WITH ${claims(importId, keys)}
        SELECT count(*)::int AS customers, count(*) FILTER (WHERE EXISTS (
          SELECT 1 FROM doctor_sighting AS one WHERE one.check_id = ${importId} AND one.kind = 'subscription'
            AND one.is_live AND one.customer_id = seen.stripe_id))::int AS paying
        FROM seen LEFT JOIN strongest USING (stripe_id) WHERE strongest.stripe_id IS NULL`;
      return z.tuple([z.object({ customers: z.int(), paying: z.int() })]).parse(rows)[0];
    },

    ensureAccount: async ({ is, id }, { email }) => {
      const freshId = `acc_${randomUUID().replaceAll("-", "")}`;
      const rows = await prisma.$queryRaw(
        is === "user" ? userAccount(freshId, id, email) : organizationAccount(freshId, id, email),
      );
      return z.tuple([accountRow]).parse(rows)[0].id;
    },
  };
}

/** Bills go on going where they went; where that is not the sign-in's address, they do not follow the sign-in. */
const userAccount = (freshId: string, userId: string, email: string | null) => Prisma.sql`
  INSERT INTO billing_account (id, user_id, email, name, is_contact_set_apart, updated_at)
  SELECT ${freshId}, id, coalesce(${email}::text, email), name, lower(${email}::text) <> lower(email) IS TRUE, now()
  FROM "user" WHERE id = ${userId}
  ON CONFLICT (user_id) DO UPDATE SET user_id = excluded.user_id RETURNING id`;

/** An organization has no address of its own: without one at Stripe its owner gets the bills. */
const organizationAccount = (freshId: string, organizationId: string, email: string | null) =>
  Prisma.sql`
  INSERT INTO billing_account (id, organization_id, email, name, updated_at)
  SELECT ${freshId}, id, coalesce(${email}::text, (
      SELECT email FROM member JOIN "user" AS one ON one.id = member.user_id
      WHERE member.organization_id = organization.id ORDER BY member.role <> 'owner', member.created_at LIMIT 1
    ), ''), name, now()
  FROM organization WHERE id = ${organizationId}
  ON CONFLICT (organization_id) DO UPDATE SET organization_id = excluded.organization_id RETURNING id`;

const signal = z.int().transform((place) => z.enum(claimSignals).parse(claimSignals[place]));

const caseRow = z
  .object({
    ownerKind: z.enum(["user", "organization"]),
    ownerId: z.string(),
    name: z.string(),
    accountId: z.string().transform(toAccountId).nullable(),
    storedId: z.string().transform(toStripeCustomerId).nullable(),
    claims: z.array(
      z.object({
        customerId: z.string().transform(toStripeCustomerId),
        by: signal,
        liveSubscriptions: z.int(),
        named: z.string().nullable(),
      }),
    ),
  })
  .transform(({ ownerKind, ownerId, claims: all, ...row }) => ({
    ...row,
    owner: { is: ownerKind, id: ownerId },
    claims: all.map(({ named, ...claim }) => ({
      ...claim,
      isMarked: named !== null && named === row.accountId,
    })),
  }));

const disputedRow = z.object({
  customerId: z.string(),
  by: signal,
  owners: z.array(z.string()),
});

const accountRow = z.object({ id: z.string().transform(toAccountId) });
