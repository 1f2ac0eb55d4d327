import type pg from "pg";

export const userSubscriptions = `CREATE TABLE user_subscriptions (
  id text PRIMARY KEY, user_id text UNIQUE, status text, is_active boolean)`;

export type Bought = { id: string; userId: string; status: string };

const insert = `INSERT INTO user_subscriptions VALUES ($1, $2, $3, $3 = 'active')`;

/** The published fix of the second post-mortem: read all, delete each, insert the new one. */
export async function deleteThenInsert(
  pool: pg.Pool,
  { id, userId, status }: Bought,
): Promise<void> {
  const existing = await pool.query("SELECT id FROM user_subscriptions WHERE user_id = $1", [
    userId,
  ]);
  for (const row of existing.rows)
    await pool.query("DELETE FROM user_subscriptions WHERE id = $1", [row.id]);
  await pool.query(insert, [id, userId, status]);
}

/** What that fix replaced: deactivate the active one, insert the new one; an inactive one stays in the way. */
export async function deactivateThenInsert(
  pool: pg.Pool,
  { id, userId, status }: Bought,
): Promise<void> {
  await pool.query(
    "UPDATE user_subscriptions SET is_active = false WHERE user_id = $1 AND is_active",
    [userId],
  );
  await pool.query(insert, [id, userId, status]);
}

/** Writes what the event says, in the order in which events arrive. */
export async function trustThePayload(
  pool: pg.Pool,
  { id, userId, status }: Bought,
): Promise<void> {
  await pool.query(
    `INSERT INTO user_subscriptions VALUES ($1, $2, $3, $3 = 'active')
     ON CONFLICT (user_id) DO UPDATE SET id = $1, status = $3, is_active = ($3 = 'active')`,
    [id, userId, status],
  );
}
