import { Prisma } from "../generated/client.ts";

/** As `signalOf` compares: letter case and spaces are how people type. */
const plain = (column: string) =>
  Prisma.raw(`nullif(lower(regexp_replace(btrim(${column}), '\\s+', ' ', 'g')), '')`);

/** Statuses in which a subscription may charge, or serve: `isLive`. */
export const liveStatuses = Prisma.sql`('active', 'trialing', 'past_due', 'unpaid', 'paused')`;

/**
 * Which of the customers that a check has seen belong to which account: `belonging (stripe_id, owner, is_stored, named)`.
 * By our row, else by the customer's metadata; and those that name nobody by what two things of them say. A customer
 * that two accounts may claim belongs to neither, and is in `claims` with both.
 *
 * It is a sieve in front of `signalOf`, which judges each match again. Retired customers are over, unless they charge.
 */
export const belonging = (checkId: string) => Prisma.sql`
  sighted AS MATERIALIZED (SELECT * FROM doctor_sighting WHERE check_id = ${checkId}),
  live AS MATERIALIZED (
    SELECT customer_id, count(*) AS subscriptions FROM sighted
    WHERE kind = 'subscription' AND is_live GROUP BY customer_id
  ),
  owned AS MATERIALIZED (
    SELECT sighted.stripe_id, ${plain("sighted.email")} AS email, ${plain("sighted.name")} AS name, sighted.card,
      sighted.account_id AS named, coalesce(stored.account_id, account.id) AS owner,
      stored.account_id IS NOT NULL AS is_stored
    FROM sighted
      LEFT JOIN live ON live.customer_id = sighted.stripe_id
      LEFT JOIN customer AS stored ON stored.stripe_customer_id = sighted.stripe_id
      LEFT JOIN billing_account AS account ON account.id = sighted.account_id
    WHERE kind = 'customer' AND NOT (is_retired AND live.customer_id IS NULL)
  ),
  orphans AS MATERIALIZED (SELECT stripe_id, email, name, card FROM owned WHERE owner IS NULL AND named IS NULL),
  people AS MATERIALIZED (
    SELECT id AS owner, ${plain("email")} AS email, ${plain("name")} AS name FROM billing_account
    UNION SELECT owner, email, name FROM owned WHERE owner IS NOT NULL
  ),
  -- What each owner is known by, side by side: joined one after the other, everybody with a test card would meet everybody.
  known AS MATERIALIZED (
    SELECT owner, email, name, card FROM people
      LEFT JOIN (SELECT DISTINCT owner, card FROM owned WHERE owner IS NOT NULL) AS holders USING (owner)
  ),
  claims AS MATERIALIZED (
    SELECT orphans.stripe_id, owner FROM orphans JOIN known USING (email, name)
    UNION SELECT orphans.stripe_id, owner FROM orphans JOIN known USING (email, card)
    UNION SELECT orphans.stripe_id, owner FROM orphans JOIN known USING (name, card)
  ),
  belonging AS MATERIALIZED (
    SELECT stripe_id, owner, is_stored, named FROM owned WHERE owner IS NOT NULL
    UNION ALL
    SELECT stripe_id, min(owner), false, NULL FROM claims GROUP BY stripe_id HAVING count(DISTINCT owner) = 1
  )`;
