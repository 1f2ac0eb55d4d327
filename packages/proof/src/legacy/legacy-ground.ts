import type pg from "pg";

/** The seeds' own table, as a team has it before the constraint; `paid` are ids of subscriptions that are paid at Stripe. */
export async function makeLegacyTable(
  pool: pg.Pool,
  { owners, name = "user_subscriptions" }: { owners: number; name?: string },
): Promise<void> {
  await pool.query(`
    CREATE TABLE ${name} (
      id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
      user_id text NOT NULL,
      plan text NOT NULL,
      is_active boolean NOT NULL,
      stripe_subscription_id text,
      amount numeric(12, 4) NOT NULL,
      amount_twice numeric GENERATED ALWAYS AS (amount * 2) STORED,
      notes jsonb,
      created_at timestamptz NOT NULL DEFAULT now());
    CREATE INDEX ON ${name} (user_id);`);
  // Of ten owners three have two or more rows; the newest is the one that nobody has paid for.
  await pool.query(
    `INSERT INTO ${name} (user_id, plan, is_active, stripe_subscription_id, amount, notes, created_at)
     SELECT 'user' || n, 'plus', copy = copies, CASE copy WHEN 1 THEN 'sub_paid' || n ELSE 'sub_other' || n || '_' || copy END,
       20.1234, jsonb_build_object('copy', copy), now() - make_interval(days => 100 - copy)
     FROM generate_series(1, $1::int) n, LATERAL (SELECT CASE n % 10 WHEN 0 THEN 2 WHEN 1 THEN 3 WHEN 2 THEN 5 ELSE 1 END AS copies) AS of,
       generate_series(1, copies) copy`,
    [owners],
  );
}

export type Writers = { stop(): Promise<WriterCounts> };
export type WriterCounts = { written: number; refused: number; longestMs: number };

/** Writers who go on all the while: new owners, changes, and now and then an owner who is there already. */
export function startWriters(
  pool: pg.Pool,
  { hands, name = "user_subscriptions" }: { hands: number; name?: string },
): Writers {
  const counts: WriterCounts = { written: 0, refused: 0, longestMs: 0 };
  let isOver = false;
  const hand = async (number: number): Promise<void> => {
    for (let turn = 0; !isOver; turn++) {
      const owner = turn % 5 === 0 ? `user${(turn * 7) % 90}` : `new${number}_${turn}`;
      const startedMs = performance.now();
      try {
        await pool.query(
          `INSERT INTO ${name} (user_id, plan, is_active, amount) VALUES ($1, 'plus', false, 5)`,
          [owner],
        );
        await pool.query(`UPDATE ${name} SET notes = '{"seen": true}' WHERE user_id = $1`, [owner]);
        counts.written += 1;
      } catch (error) {
        if (!(error instanceof Error) || !("code" in error) || error.code !== "23505") throw error;
        counts.refused += 1;
      }
      counts.longestMs = Math.max(counts.longestMs, performance.now() - startedMs);
    }
  };
  const work = Promise.all(Array.from({ length: hands }, (_, number) => hand(number)));
  return {
    stop: async () => {
      isOver = true;
      await work;
      return counts;
    },
  };
}
