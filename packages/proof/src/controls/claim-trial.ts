import type pg from "pg";

/** Where the naive way remembers which card has had a trial. No index says that it is one. */
export const cardTrialTable = "CREATE TABLE card_trial (account text, card text)";

/** Asks whether the card has had a trial; the answer is acted on later, as two requests of two accounts do. */
export async function mayTry(pool: pg.Pool, card: string): Promise<boolean> {
  const { rows } = await pool.query("SELECT 1 FROM card_trial WHERE card = $1", [card]);
  return rows.length === 0;
}

/** Writes down that it has. */
export async function tryIt(pool: pg.Pool, account: string, card: string): Promise<void> {
  await pool.query("INSERT INTO card_trial VALUES ($1, $2)", [account, card]);
}
