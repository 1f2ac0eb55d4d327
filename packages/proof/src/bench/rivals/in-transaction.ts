import type pg from "pg";
import { z } from "zod";
import type { ArmServer, ArmSetting } from "../arms/arm.ts";
import { openPool } from "./open-pool.ts";
import { openStripe } from "./open-stripe.ts";
import { serveCheckout, sessionFor } from "./serve-checkout.ts";

const rows = z.array(z.object({ email: z.string(), stripe_customer_id: z.string().nullable() }));

/**
 * The checkout of the first post-mortem, statement for statement: its customer comes from inside a transaction, its
 * session is created after it. `lock` is what is written after the SELECT.
 */
export async function openInTransaction(
  { databaseUrl, stripeUrl, poolSize, stripePriceId }: ArmSetting,
  { lock }: { lock: "" | "FOR UPDATE" },
): Promise<ArmServer> {
  const pool = openPool(databaseUrl, poolSize);
  const stripe = openStripe(stripeUrl);

  const customerOf = (tenantId: string): Promise<string> =>
    transaction(pool, async (client) => {
      const found = await client.query(
        `SELECT email, stripe_customer_id FROM tenants WHERE id = $1 ${lock}`,
        [tenantId],
      );
      const [tenant] = rows.parse(found.rows);
      if (tenant === undefined) throw new Error(`There is no tenant ${tenantId}.`);
      if (tenant.stripe_customer_id !== null) return tenant.stripe_customer_id;
      const { id } = await stripe.customers.create({ email: tenant.email, metadata: { tenantId } });
      await client.query("UPDATE tenants SET stripe_customer_id = $1 WHERE id = $2", [
        id,
        tenantId,
      ]);
      return id;
    });

  const url = await serveCheckout(async ({ tenantId }) => {
    const customer = await customerOf(tenantId);
    return (await stripe.checkout.sessions.create(sessionFor(customer, stripePriceId))).id;
  });
  return { url, readOne: () => pool.query("SELECT * FROM tenants WHERE id = 'somebody'") };
}

async function transaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}
