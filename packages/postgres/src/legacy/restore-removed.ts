import type pg from "pg";
import { z } from "zod";
import type { LegacyTable } from "./legacy-table.ts";
import { quoteName } from "./quote-name.ts";

const rowsAtOnce = 5_000;

/** Puts back what a run has removed, each row once, column by column. Answers how many. */
export async function restoreRemoved(
  pool: pg.Pool,
  table: LegacyTable,
  { runId, tell }: { runId: string; tell: (restored: number) => void },
): Promise<number> {
  const columns = table.columns.map(quoteName).join(", ");
  let restored = 0;
  for (;;) {
    const { rows } = await pool.query(
      `WITH taken AS (
         UPDATE idem_legacy.removed SET restored_at = now() WHERE id IN (
           SELECT id FROM idem_legacy.removed WHERE run_id = $1 AND restored_at IS NULL ORDER BY id LIMIT $2)
         RETURNING "row"
       ), back AS (
         INSERT INTO ${table.sql} (${columns}) OVERRIDING SYSTEM VALUE
         SELECT ${table.columns.map((column) => `image.${quoteName(column)}`).join(", ")}
         FROM taken, jsonb_populate_record(NULL::${table.sql}, taken."row") AS image RETURNING 1
       )
       SELECT count(*)::int AS back FROM back`,
      [runId, rowsAtOnce],
    );
    const [{ back }] = z.tuple([z.object({ back: z.int() })]).parse(rows);
    if (back === 0) return restored;
    restored += back;
    tell(restored);
  }
}
