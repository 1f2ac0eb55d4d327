import { type AccountId, toStripeCustomerId } from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "../generated/client.ts";

/**
 * The customers that the account's row and its story name: who was made for it, taken over by a repair, or marked by one.
 * `besides` are customers that somebody else has found. None of those that another account's row names.
 */
export const customersNamed = (
  accountId: AccountId,
  besides: readonly string[] = [],
): Prisma.Sql => Prisma.sql`
  SELECT named.id FROM (
    SELECT stripe_customer_id AS id FROM customer WHERE account_id = ${accountId}
    UNION
    SELECT coalesce(image->>'stripeCustomerId', image->>'customerId') FROM audit_event
      CROSS JOIN LATERAL (VALUES (before), (after)) AS images (image)
      WHERE account_id = ${accountId} AND (action LIKE 'customer.%' OR action = 'subscription.stray_end_asked')
    UNION
    SELECT unnest(${[...besides]}::text[])
  ) AS named LEFT JOIN customer AS row_of ON row_of.stripe_customer_id = named.id
  WHERE named.id IS NOT NULL AND coalesce(row_of.account_id = ${accountId}, true)`;

export async function namedCustomers(prisma: PrismaClient, accountId: AccountId) {
  return z.array(named).parse(await prisma.$queryRaw`${customersNamed(accountId)}`);
}

const named = z.object({ id: z.string().transform(toStripeCustomerId) }).transform(({ id }) => id);
