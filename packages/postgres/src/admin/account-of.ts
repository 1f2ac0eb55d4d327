import { type AccountId, toAccountId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";

/** The account that an id belongs to, as far as our rows name it. Each kind of id has one place, and an index there. */
export async function accountOf(prisma: PrismaClient, id: string): Promise<AccountId | null> {
  const place = places.find(({ prefix }) => id.startsWith(prefix));
  if (place === undefined) return null;
  const rows = await prisma.$queryRaw`${place.find(id)}`;
  return z.array(accountRow).parse(rows)[0] ?? null;
}

const accountRow = z.object({ id: z.string().transform(toAccountId) }).transform(({ id }) => id);

const places: { prefix: string; find: (id: string) => Prisma.Sql }[] = [
  { prefix: "acc_", find: (id) => Prisma.sql`SELECT id FROM billing_account WHERE id = ${id}` },
  {
    prefix: "cus_",
    find: (id) =>
      Prisma.sql`SELECT account_id AS id FROM customer WHERE stripe_customer_id = ${id}`,
  },
  {
    prefix: "sub_",
    find: (id) =>
      Prisma.sql`SELECT account_id AS id FROM subscription WHERE stripe_subscription_id = ${id}`,
  },
  {
    prefix: "cs_",
    find: (id) => Prisma.sql`SELECT account_id AS id FROM checkout WHERE stripe_session_id = ${id}`,
  },
  {
    prefix: "chk_",
    find: (id) => Prisma.sql`SELECT account_id AS id FROM checkout WHERE id = ${id}`,
  },
  {
    prefix: "in_",
    find: (id) =>
      Prisma.sql`SELECT account_id AS id FROM subscription WHERE latest_invoice_id = ${id}`,
  },
];
