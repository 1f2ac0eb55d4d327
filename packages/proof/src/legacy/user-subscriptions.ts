import { doubledOwners, type LegacyGround } from "./legacy-ground.ts";

/** The table of the second post-mortem: a user's subscriptions, of which one is active and not always the one that is paid. */
export const userSubscriptions = (table = "user_subscriptions"): LegacyGround => ({
  table,
  owner: "user_id",
  stripeColumn: "stripe_subscription_id",
  paid: "sub_paid",
  make: async (pool, owners) => {
    await pool.query(`
      CREATE TABLE ${table} (
        id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
        user_id text NOT NULL,
        plan text NOT NULL,
        is_active boolean NOT NULL,
        stripe_subscription_id text,
        amount numeric(12, 4) NOT NULL,
        amount_twice numeric GENERATED ALWAYS AS (amount * 2) STORED,
        notes jsonb,
        created_at timestamptz NOT NULL DEFAULT now());
      CREATE INDEX ON ${table} (user_id);`);
    await pool.query(
      `INSERT INTO ${table} (user_id, plan, is_active, stripe_subscription_id, amount, notes, created_at)
       SELECT 'user' || n, 'plus', copy = copies, CASE copy WHEN 1 THEN 'sub_paid' || n ELSE 'sub_other' || n || '_' || copy END,
         20.1234, jsonb_build_object('copy', copy), now() - make_interval(days => 100 - copy)
       FROM ${doubledOwners}`,
      [owners],
    );
  },
  insert: `INSERT INTO ${table} (user_id, plan, is_active, amount) VALUES ($1, 'plus', false, 5)`,
  change: `UPDATE ${table} SET notes = '{"seen": true}' WHERE user_id = $1`,
  isWritten: `("row"->>'amount')::numeric = 5`,
});
