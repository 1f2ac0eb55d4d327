import { randomUUID } from "node:crypto";
import type pg from "pg";
import type Stripe from "stripe";

/** Where the naive ways keep a customer id: one row a tenant, as their authors had it. */
export const tenantTable =
  "CREATE TABLE tenant (id text PRIMARY KEY, email text, customer_id text)";

export type Naive = { pool: pg.Pool; stripe: Stripe; tenantId: string };

const read = async ({ pool, tenantId }: Naive) => {
  const { rows } = await pool.query("SELECT email, customer_id FROM tenant WHERE id = $1", [
    tenantId,
  ]);
  return { email: String(rows[0].email), known: rows[0].customer_id as string | null };
};

/** Asks Stripe whether there is one already, and creates it if not. */
export async function searchThenCreate({ pool, stripe, tenantId }: Naive): Promise<string> {
  const { email } = await read({ pool, stripe, tenantId });
  const { data } = await stripe.customers.list({ email, limit: 1 });
  const metadata = { accountId: tenantId };
  return data[0]?.id ?? (await stripe.customers.create({ email, metadata })).id;
}

/** The published fix of the first post-mortem: the look-up and the creation inside one transaction. */
export async function transactionWithoutLock({ pool, stripe, tenantId }: Naive): Promise<string> {
  const tx = await pool.connect();
  try {
    await tx.query("BEGIN");
    const { rows } = await tx.query("SELECT email, customer_id FROM tenant WHERE id = $1", [
      tenantId,
    ]);
    const id =
      rows[0].customer_id ??
      (await stripe.customers.create({ email: rows[0].email, metadata: { accountId: tenantId } }))
        .id;
    await tx.query("UPDATE tenant SET customer_id = $1 WHERE id = $2", [id, tenantId]);
    await tx.query("COMMIT");
    return id;
  } finally {
    tx.release();
  }
}

/** Tries again after a lost answer, with a new idempotency key each time. */
export async function keyPerAttempt({ pool, stripe, tenantId }: Naive): Promise<string> {
  const { email } = await read({ pool, stripe, tenantId });
  const create = () =>
    stripe.customers.create(
      { email, metadata: { accountId: tenantId } },
      { idempotencyKey: randomUUID() },
    );
  return (await create().catch(create)).id;
}

/** Claims the work by a row, and gives the claim back when the answer does not come. */
export async function releaseOnTimeout({ pool, stripe, tenantId }: Naive): Promise<string | null> {
  const claim = "UPDATE tenant SET customer_id = 'claimed' WHERE id = $1 AND customer_id IS NULL";
  if ((await pool.query(claim, [tenantId])).rowCount === 0) return null;
  try {
    const { id } = await stripe.customers.create({ metadata: { accountId: tenantId } });
    await pool.query("UPDATE tenant SET customer_id = $1 WHERE id = $2", [id, tenantId]);
    return id;
  } catch {
    await pool.query("UPDATE tenant SET customer_id = NULL WHERE id = $1", [tenantId]);
    return null;
  }
}
