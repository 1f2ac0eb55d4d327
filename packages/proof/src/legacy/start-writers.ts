import type pg from "pg";
import { z } from "zod";
import type { LegacyGround } from "./legacy-ground.ts";

export type Writers = { stop(): Promise<WriterCounts> };
export type WriterCounts = { written: number; refused: number; longestMs: number };

/** Writers who go on all the while: new owners, changes, and now and then an owner who is there already. */
export function startWriters(
  pool: pg.Pool,
  { insert, change }: LegacyGround,
  { hands }: { hands: number },
): Writers {
  const counts: WriterCounts = { written: 0, refused: 0, longestMs: 0 };
  let isOver = false;
  const hand = async (number: number): Promise<void> => {
    for (let turn = 0; !isOver; turn++) {
      const owner = turn % 5 === 0 ? `user${(turn * 7) % 90}` : `new${number}_${turn}`;
      const startedMs = performance.now();
      try {
        await pool.query(insert, [owner]);
        await pool.query(change, [owner]);
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

/** How many of their rows are there: in the table, or kept aside by a run. */
export async function countWritten(
  pool: pg.Pool,
  { table, isWritten }: LegacyGround,
  runId: string,
): Promise<number> {
  const { rows } = await pool.query(
    `SELECT (SELECT count(*)::int FROM (SELECT to_jsonb(source) AS "row" FROM ${table} AS source) AS one WHERE ${isWritten})
       + (SELECT count(*)::int FROM idem_legacy.removed WHERE run_id = $1 AND ${isWritten}) AS found`,
    [runId],
  );
  const [{ found }] = z.tuple([z.object({ found: z.int() })]).parse(rows);
  return found;
}
