import { Prisma, type PrismaClient } from "../generated/client.ts";
import { belonging, liveStatuses } from "./belonging.ts";

/**
 * Which accounts have to be looked at one by one: a comparison of everything that was seen at Stripe with all of our
 * rows, in the database, because that of a hundred thousand accounts does not belong into a process's memory. It may
 * doubt an account that is well; it must not pass over one that is not.
 */
export async function findSuspects(prisma: PrismaClient, checkId: string): Promise<number> {
  // Nobody has told the database how many there are; a plan for few of them takes minutes over many.
  await prisma.$executeRaw`ANALYZE doctor_sighting`;
  return prisma.$executeRaw`
    WITH ${belonging(checkId)}, doubted AS (${doubted(checkId)})
    INSERT INTO doctor_suspect (check_id, account_id, candidates)
    SELECT ${checkId}, account_id, coalesce(array_agg(stripe_id ORDER BY stripe_id) FILTER (WHERE stripe_id IS NOT NULL), '{}')
    FROM doubted LEFT JOIN belonging ON belonging.owner = doubted.account_id
    GROUP BY account_id
    ON CONFLICT (check_id, account_id) DO UPDATE SET candidates = excluded.candidates`;
}

const doubted = (checkId: string) => Prisma.sql`
  SELECT account_id FROM doctor_suspect WHERE check_id = ${checkId}
  -- several customers; one that names somebody else, or nobody; one that no row names
  UNION SELECT owner FROM belonging GROUP BY owner HAVING count(*) > 1
  UNION SELECT owner FROM belonging WHERE named IS DISTINCT FROM owner
  UNION SELECT owner FROM belonging LEFT JOIN customer ON account_id = owner WHERE account_id IS NULL
  -- what rows name, and no list has shown
  UNION SELECT account_id FROM customer LEFT JOIN owned ON stripe_id = stripe_customer_id
    WHERE stripe_id IS NULL AND created_at < ${startOf(checkId)}
  UNION SELECT subscription.account_id FROM subscription LEFT JOIN sighted ON stripe_id = stripe_subscription_id
    WHERE stripe_id IS NULL AND created_at < ${startOf(checkId)}
  -- several subscriptions; one that is paid for and serves nobody
  UNION SELECT owner FROM belonging JOIN live ON customer_id = stripe_id WHERE subscriptions > 1
  UNION SELECT owner FROM belonging JOIN live ON customer_id = stripe_id
    LEFT JOIN subscription ON subscription.account_id = owner AND status IN ${liveStatuses}
    WHERE subscription.account_id IS NULL
  -- what can be paid beside a live subscription, and is not the account's own open checkout
  UNION SELECT owner FROM sighted AS session JOIN belonging ON belonging.stripe_id = session.customer_id
    JOIN live ON live.customer_id = session.customer_id
    LEFT JOIN checkout ON checkout.stripe_session_id = session.stripe_id AND checkout.status = 'OPEN'
    WHERE session.kind = 'session' AND checkout.id IS NULL
  UNION SELECT account_id FROM effect WHERE ${isInDoubt}`;

const startOf = (checkId: string) =>
  Prisma.sql`(SELECT started_at FROM doctor_check WHERE id = ${checkId})`;

/** An effect settles within seconds of its system's answering; ten minutes are somebody's business. */
const doubtfulMinutes = 10;

/** A session that was never asked for is nobody's until the next start. */
const isUnsettled = Prisma.sql`outcome IS NULL AND (attempts > 0 OR kind <> 'session.create')`;
const age = Prisma.sql`now() - make_interval(mins => ${doubtfulMinutes})`;

export const isInDoubt = Prisma.sql`(${isUnsettled} AND coalesce(first_sent_at, created_at) < ${age})`;
export const isUnderWay = Prisma.sql`(${isUnsettled} AND coalesce(first_sent_at, created_at) >= ${age})`;
