import { DBOS } from "@dbos-inc/dbos-sdk";
import { z } from "zod";
import type { OpenArm } from "../../arms/arm.ts";
import { openPool } from "../open-pool.ts";
import { openStripe } from "../open-stripe.ts";
import { serveCheckout, sessionFor } from "../serve-checkout.ts";

const rows = z.array(z.object({ email: z.string(), stripe_customer_id: z.string().nullable() }));

/**
 * A durable workflow of two steps, as DBOS's guides write one: its id names the account and the attempt, so that the
 * same attempt runs once; a step may run again after a crash, so what it creates carries the workflow's id as its key.
 */
export const open: OpenArm = async ({ databaseUrl, stripeUrl, poolSize, stripePriceId }) => {
  // One pool for its own tables and ours: ten connections in all, as everybody has.
  const pool = openPool(databaseUrl, poolSize);
  const stripe = openStripe(stripeUrl);

  async function findOrCreateCustomer(tenantId: string): Promise<string> {
    const found = await pool.query("SELECT email, stripe_customer_id FROM tenants WHERE id = $1", [
      tenantId,
    ]);
    const [tenant] = rows.parse(found.rows);
    if (tenant === undefined) throw new Error(`There is no tenant ${tenantId}.`);
    if (tenant.stripe_customer_id !== null) return tenant.stripe_customer_id;
    const { id } = await stripe.customers.create(
      { email: tenant.email, metadata: { tenantId } },
      { idempotencyKey: `${DBOS.workflowID}-customer` },
    );
    await pool.query("UPDATE tenants SET stripe_customer_id = $1 WHERE id = $2", [id, tenantId]);
    return id;
  }

  async function createSession(customer: string): Promise<string> {
    const { id } = await stripe.checkout.sessions.create(sessionFor(customer, stripePriceId), {
      idempotencyKey: `${DBOS.workflowID}-session`,
    });
    return id;
  }

  const checkout = DBOS.registerWorkflow(
    async (tenantId: string) => {
      const customer = await DBOS.runStep(() => findOrCreateCustomer(tenantId), {
        name: "findOrCreateCustomer",
        retriesAllowed: true,
      });
      return DBOS.runStep(() => createSession(customer), {
        name: "createSession",
        retriesAllowed: true,
      });
    },
    { name: "checkout" },
  );

  DBOS.setConfig({
    name: "bench",
    applicationVersion: "1.0.0",
    systemDatabaseUrl: databaseUrl,
    systemDatabasePool: pool,
    logLevel: "error",
  });
  await DBOS.launch();
  const url = await serveCheckout(async ({ tenantId, attempt }) => {
    const workflowID = `checkout-${tenantId}-${attempt}`;
    const handle = await DBOS.startWorkflow(checkout, { workflowID })(tenantId);
    return handle.getResult();
  });
  return { url, readOne: () => pool.query("SELECT * FROM tenants WHERE id = 'somebody'") };
};
