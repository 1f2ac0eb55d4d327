import { doubledOwners, type LegacyGround } from "./legacy-ground.ts";

/**
 * The table of the first post-mortem: a tenant for each sign-up, each with a customer at Stripe. Who pressed twice has
 * several for one address, and pays with one of them.
 */
export const tenants: LegacyGround = {
  table: "tenants",
  owner: "email",
  stripeColumn: "stripe_customer_id",
  paid: "cus_paid",
  make: async (pool, owners) => {
    await pool.query(`
      CREATE TABLE tenants (
        id uuid PRIMARY KEY DEFAULT gen_random_uuid(),
        email text NOT NULL,
        name text NOT NULL,
        stripe_customer_id text,
        created_at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX ON tenants (email);`);
    await pool.query(
      `INSERT INTO tenants (email, name, stripe_customer_id, created_at)
       SELECT 'user' || n || '@example.com', 'Tenant ' || n || '.' || copy,
         CASE copy WHEN 1 THEN 'cus_paid' || n ELSE 'cus_other' || n || '_' || copy END, now() - make_interval(days => 100 - copy)
       FROM ${doubledOwners}`,
      [owners],
    );
  },
  insert: "INSERT INTO tenants (email, name) VALUES ($1 || '@example.com', 'written meanwhile')",
  change: "UPDATE tenants SET created_at = now() WHERE email = $1 || '@example.com'",
  isWritten: `"row"->>'name' = 'written meanwhile'`,
};
