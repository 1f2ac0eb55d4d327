import type pg from "pg";
import { z } from "zod";
import { ownerOf } from "./find-doubled.ts";
import { type LegacyOrder, orderSql, paidJoin } from "./legacy-order.ts";
import type { LegacyTable } from "./legacy-table.ts";

/** As many owners as one statement settles in a moment: writers of other owners wait for nothing, writers of these for that long. */
const ownersAtOnce = 1_000;

export type Removing = {
  runId: string;
  order: LegacyOrder;
  signal: AbortSignal;
  tell: (removed: number) => void;
};

/**
 * Moves all but the first row of each owner into `idem_legacy.removed`. A batch is one statement: its owners' rows are
 * locked, ranked as they are in this moment, and what is removed is kept in the same commit. Killed in between, another
 * run finds the owners that are left. Answers how many rows were removed.
 */
export async function removeDoubled(
  session: pg.PoolClient,
  table: LegacyTable,
  { runId, order, signal, tell }: Removing,
): Promise<number> {
  let removed = 0;
  // Writers may double an owner again while this runs; without them the second round finds nothing.
  for (;;) {
    if ((await noteDoubled(session, table, runId)) === 0) return removed;
    for (;;) {
      signal.throwIfAborted();
      const { rows } = await session.query(batch(table, order), [runId, ownersAtOnce]);
      const [{ owners, moved }] = z.tuple([batchRow]).parse(rows);
      if (owners === 0) break;
      removed += moved;
      tell(removed);
    }
  }
}

async function noteDoubled(
  session: pg.PoolClient,
  table: LegacyTable,
  runId: string,
): Promise<number> {
  const owner = ownerOf(table);
  const { rowCount } = await session.query(
    `INSERT INTO idem_legacy.doubled (run_id, owner)
     SELECT $1, ${owner}::text FROM ${table.sql} WHERE ${owner} IS NOT NULL GROUP BY ${owner} HAVING count(*) > 1
     ON CONFLICT DO NOTHING`,
    [runId],
  );
  return rowCount ?? 0;
}

const batch = (table: LegacyTable, order: LegacyOrder): string => `
  WITH taken AS (
    DELETE FROM idem_legacy.doubled WHERE run_id = $1 AND owner IN (
      SELECT owner FROM idem_legacy.doubled WHERE run_id = $1 ORDER BY owner LIMIT $2)
    RETURNING owner
  ), locked AS MATERIALIZED (
    SELECT source.ctid AS idem_place, to_jsonb(source) AS idem_image, source.* FROM ${table.sql} AS source
    WHERE ${ownerOf(table)} = ANY (ARRAY(SELECT owner::${table.owner.type} FROM taken)) FOR UPDATE
  ), ranked AS (
    SELECT one.idem_place, one.${ownerOf(table)}::text AS owner, one.idem_image AS image,
      row_number() OVER owned AS place, first_value(one.idem_image) OVER owned AS kept
    FROM locked AS one ${paidJoin(table, order)}
    WINDOW owned AS (PARTITION BY one.${ownerOf(table)} ORDER BY ${orderSql(table, order)})
  ), gone AS (
    DELETE FROM ${table.sql} AS source USING ranked
    WHERE source.ctid = ranked.idem_place AND ranked.place > 1
    RETURNING ranked.owner, ranked.image, ranked.kept
  ), noted AS (
    INSERT INTO idem_legacy.removed (run_id, owner, "row", kept) SELECT $1, owner, image, kept FROM gone RETURNING 1
  )
  SELECT (SELECT count(*)::int FROM taken) AS owners, (SELECT count(*)::int FROM noted) AS moved`;

const batchRow = z.object({ owners: z.int(), moved: z.int() });
