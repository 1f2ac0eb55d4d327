import type { ImportKeys } from "@idem/billing";
import { type ClaimSignal, claimSignals } from "@idem/domain";
import { Prisma } from "../generated/client.ts";
import { quoteName } from "../legacy/quote-name.ts";

/** The lower, the stronger. */
const strength = (signal: ClaimSignal) => Prisma.raw(String(claimSignals.indexOf(signal)));

/**
 * Whose each sighted customer is: `claims (stripe_id, strength, owner_kind, owner_id)`, and of those the strongest of each
 * customer, `strongest (stripe_id, strength, owners)`. An e-mail counts only where its owner has proved that it is
 * theirs: otherwise whoever signs up with somebody's address would take over what that one pays for.
 */
export const claims = (importId: string, { table }: Pick<ImportKeys, "table">) => Prisma.sql`
  seen AS MATERIALIZED (
    SELECT * FROM doctor_sighting WHERE check_id = ${importId} AND kind = 'customer' AND NOT is_retired
  ),
  claims AS MATERIALIZED (
    SELECT stripe_id, ${strength("our row")} AS strength, ${ownerOfAccount}
    FROM seen JOIN customer ON stripe_customer_id = stripe_id JOIN billing_account AS account ON account.id = customer.account_id
    UNION ALL
    SELECT stripe_id, ${strength("account in metadata")}, ${ownerOfAccount}
    FROM seen JOIN billing_account AS account ON account.id = seen.account_id
    ${table === null ? Prisma.empty : inTable(table)}
    UNION ALL
    SELECT stripe_id, ${strength("organization in metadata")}, 'organization', organization.id
    FROM seen JOIN organization ON organization.id = seen.organization_id
    UNION ALL
    SELECT stripe_id, ${strength("user in metadata")}, 'user', one.id FROM seen JOIN "user" AS one ON one.id = seen.user_id
    UNION ALL
    SELECT stripe_id, ${strength("verified e-mail")}, 'user', one.id
    FROM seen JOIN "user" AS one ON lower(one.email) = lower(btrim(seen.email)) WHERE one.email_verified
  ),
  strongest AS MATERIALIZED (
    SELECT stripe_id, strength, array_agg(DISTINCT owner_kind || ' ' || owner_id) AS owners, min(owner_kind) AS owner_kind,
      min(owner_id) AS owner_id
    FROM claims JOIN (SELECT stripe_id, min(strength) AS strength FROM claims GROUP BY stripe_id) AS best
      USING (stripe_id, strength)
    GROUP BY stripe_id, strength
  )`;

const ownerOfAccount = Prisma.sql`
  CASE WHEN account.user_id IS NULL THEN 'organization' ELSE 'user' END AS owner_kind,
  coalesce(account.user_id, account.organization_id) AS owner_id`;

const inTable = ({ name, owner, customer }: NonNullable<ImportKeys["table"]>) => {
  const sql = Prisma.raw(name.split(".").map(quoteName).join("."));
  const [ownerId, customerId] = [owner, customer].map((column) => Prisma.raw(quoteName(column)));
  const signal = strength("id in a table");
  return Prisma.sql`
    UNION ALL
    SELECT stripe_id, ${signal}, 'user', one.id FROM seen JOIN ${sql} AS source ON source.${customerId}::text = stripe_id
      JOIN "user" AS one ON one.id = source.${ownerId}::text
    UNION ALL
    SELECT stripe_id, ${signal}, 'organization', one.id FROM seen JOIN ${sql} AS source
      ON source.${customerId}::text = stripe_id JOIN organization AS one ON one.id = source.${ownerId}::text`;
};
