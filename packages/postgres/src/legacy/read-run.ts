import type pg from "pg";
import { z } from "zod";
import type { LegacyTable } from "./legacy-table.ts";

/** What taking a run back would do: `waiting` rows are not back yet; `isUndone`: all of it was done already. */
export type UndoableRun = { waiting: number; isUndone: boolean };

/** Throws a sentence for people where no such run has cleaned this table for this owner. */
export async function readRun(
  pool: pg.Pool,
  table: LegacyTable,
  runId: string,
): Promise<UndoableRun> {
  const { rows } = (await hasRuns(pool))
    ? await pool.query(runSql, [runId, table.sql, table.owner.name])
    : none;
  const [run] = z.array(runRow).parse(rows);
  if (run === undefined) throw new Error(`There is no run ${runId} of this table and owner.`);
  return run;
}

async function hasRuns(pool: pg.Pool): Promise<boolean> {
  const { rowCount } = await pool.query(
    "SELECT 1 WHERE to_regclass('idem_legacy.run') IS NOT NULL",
  );
  return rowCount === 1;
}

const none = { rows: [] };

const runSql = `
  SELECT undone_at IS NOT NULL AS "isUndone",
    (SELECT count(*)::float8 FROM idem_legacy.removed WHERE run_id = run.id AND restored_at IS NULL) AS waiting
  FROM idem_legacy.run WHERE id = $1 AND table_name = $2 AND owner = $3`;

const runRow = z.object({ waiting: z.number(), isUndone: z.boolean() });
