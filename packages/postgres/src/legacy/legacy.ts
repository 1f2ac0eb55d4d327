import type pg from "pg";
import { z } from "zod";
import { openPool } from "../open-pool.ts";
import { type Choice, countDoubled, type Doubled, showChoices } from "./find-doubled.ts";
import { guardTable, isGuarded, unguardTable } from "./guard-table.ts";
import type { LegacyOrder } from "./legacy-order.ts";
import { ensureLegacySchema, forgetPaid, keepPaid } from "./legacy-schema.ts";
import { columnOf, type LegacyTable, readLegacyTable, type TableQuestion } from "./legacy-table.ts";
import { removeDoubled } from "./remove-doubled.ts";
import { restoreRemoved } from "./restore-removed.ts";
import { createUniqueIndex, dropUniqueIndex, readIndex } from "./unique-index.ts";

export type Cleaning = {
  runId: string;
  askedBy: string;
  reason: string;
  order: LegacyOrder;
  signal: AbortSignal;
  tell: (removed: number) => void;
};

/** One table of somebody's, in which an owner should have one row. */
export type Legacy = {
  count(): Promise<Doubled>;
  /** What would be kept, of the first owners. */
  choices(order: LegacyOrder, limit: number): Promise<Choice[]>;
  paid: { forget(): Promise<void>; keep(paid: PaidAtStripe[]): Promise<void> };
  /**
   * Guards the table, moves the surplus rows out of it, makes the unique index beside the writers, and takes the guard away:
   * from its first moment nobody doubles an owner any more, and nobody who writes something else waits. Answers how many
   * rows were moved.
   */
  clean(cleaning: Cleaning): Promise<number>;
  guard(): Promise<void>;
  verify(): Promise<LegacyVerdict>;
  /** Puts back what a run has removed, without the index or the guard, which would refuse it. */
  undo(runId: string, tell: (restored: number) => void): Promise<number>;
  close(): Promise<void>;
};

export type PaidAtStripe = { stripeId: string; rank: number };

export type LegacyVerdict = Doubled & { index: "none" | "invalid" | "valid"; isGuarded: boolean };

/** Opens somebody's database, with or without Prisma, with or without Idem in it. */
export async function openLegacy(url: string, question: TableQuestion): Promise<Legacy> {
  const pool = openPool(url, 3, longestStatementMs);
  try {
    const table = await readLegacyTable(pool, question);
    await ensureLegacySchema(pool);
    return legacyOf(pool, table);
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The owners of millions of rows are counted in one statement. */
const longestStatementMs = 300_000;

const legacyOf = (pool: pg.Pool, table: LegacyTable): Legacy => ({
  count: () => countDoubled(pool, table),
  choices: (order, limit) => showChoices(pool, table, { order, limit }),
  paid: { forget: () => forgetPaid(pool), keep: (paid) => keepPaid(pool, paid) },

  clean: async ({ runId, askedBy, reason, order, signal, tell }) => {
    for (const { column } of order.parts) columnOf(table, column);
    await pool.query(
      `INSERT INTO idem_legacy.run (id, table_name, owner, asked_by, reason) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [runId, table.sql, table.owner.name, askedBy, reason],
    );
    await guardTable(pool, table);
    const removed = await removeDoubled(pool, table, { runId, order, signal, tell });
    const index = await createUniqueIndex(pool, table);
    await unguardTable(pool, table);
    await pool.query(
      "UPDATE idem_legacy.run SET finished_at = now(), index_name = $2 WHERE id = $1",
      [runId, index],
    );
    return removed;
  },

  guard: () => guardTable(pool, table),

  verify: async () => ({
    ...(await countDoubled(pool, table)),
    index: await readIndex(pool, table),
    isGuarded: await isGuarded(pool, table),
  }),

  undo: async (runId, tell) => {
    const { rows } = await pool.query("SELECT table_name FROM idem_legacy.run WHERE id = $1", [
      runId,
    ]);
    const [run] = z.array(z.object({ table_name: z.string() })).parse(rows);
    if (run?.table_name !== table.sql) throw new Error(`There is no run ${runId} of this table.`);
    await unguardTable(pool, table);
    await dropUniqueIndex(pool, table);
    const restored = await restoreRemoved(pool, table, { runId, tell });
    await pool.query("UPDATE idem_legacy.run SET undone_at = now() WHERE id = $1", [runId]);
    return restored;
  },

  close: () => pool.end(),
});
