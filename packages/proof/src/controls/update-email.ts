import type pg from "pg";
import type Stripe from "stripe";

export const contactTable = "CREATE TABLE contact (customer_id text PRIMARY KEY, email text)";

type Naive = { pool: pg.Pool; stripe: Stripe; customerId: string };

/** Tells Stripe, then writes the row: what everybody does first. */
export async function tellThenWrite({ pool, stripe, customerId }: Naive, email: string) {
  await stripe.customers.update(customerId, { email });
  await pool.query("UPDATE contact SET email = $1 WHERE customer_id = $2", [email, customerId]);
}
