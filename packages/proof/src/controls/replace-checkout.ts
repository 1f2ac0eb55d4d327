import type pg from "pg";
import type Stripe from "stripe";

/** Where the naive way keeps its sessions. No index says that one may be open. */
export const attemptTable =
  "CREATE TABLE checkout_try (account text, session_id text, is_open boolean)";

/** Expires what is open, then creates the next: each step right, and two tabs between the steps. */
export async function expireThenCreate(
  { pool, stripe }: { pool: pg.Pool; stripe: Stripe },
  { customer, params }: { customer: string; params: Stripe.Checkout.SessionCreateParams },
): Promise<string> {
  const open = await pool.query(
    "SELECT session_id FROM checkout_try WHERE account = $1 AND is_open",
    [customer],
  );
  for (const { session_id } of open.rows) {
    await stripe.checkout.sessions.expire(session_id).catch(() => null);
    await pool.query("UPDATE checkout_try SET is_open = false WHERE session_id = $1", [session_id]);
  }
  const { id } = await stripe.checkout.sessions.create({ ...params, customer });
  await pool.query("INSERT INTO checkout_try VALUES ($1, $2, true)", [customer, id]);
  return id;
}

/** Creates the next session first and expires the old one afterwards, as far as that goes. */
export async function createThenExpire(
  stripe: Stripe,
  { oldId, params }: { oldId: string; params: Stripe.Checkout.SessionCreateParams },
): Promise<string> {
  const { id } = await stripe.checkout.sessions.create(params);
  await stripe.checkout.sessions.expire(oldId).catch(() => null);
  return id;
}
