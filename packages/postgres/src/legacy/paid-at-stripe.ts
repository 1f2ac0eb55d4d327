import type pg from "pg";

/** Something of Stripe's by its id: the higher the rank, the more it is paid for. */
export type PaidAtStripe = { stripeId: string; rank: number };

/** Where it is: in a table that only this session sees. */
export const paidSql = "pg_temp.idem_paid";

/**
 * What Stripe says, for the order. It is gone with the session: a dry run leaves nothing behind, and of two who ask Stripe
 * at once neither takes away what the other goes by.
 */
export async function readyPaid(session: pg.PoolClient): Promise<void> {
  await session.query(
    "CREATE TEMPORARY TABLE IF NOT EXISTS idem_paid (stripe_id text PRIMARY KEY, rank int NOT NULL)",
  );
}

/** Adds to it. The highest rank of an id counts. */
export async function keepPaid(
  session: pg.PoolClient,
  paid: readonly PaidAtStripe[],
): Promise<void> {
  await readyPaid(session);
  await session.query(
    `INSERT INTO ${paidSql} AS paid (stripe_id, rank)
     SELECT "stripeId", max(rank) FROM jsonb_to_recordset($1::jsonb) AS one ("stripeId" text, rank int) GROUP BY 1
     ON CONFLICT (stripe_id) DO UPDATE SET rank = greatest(paid.rank, excluded.rank)`,
    [JSON.stringify(paid)],
  );
}
