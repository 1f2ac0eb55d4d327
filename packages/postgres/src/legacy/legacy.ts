import type pg from "pg";
import { openPool } from "../open-pool.ts";
import { type Choice, countDoubled, type Doubled, showChoices } from "./find-doubled.ts";
import { guardTable, isGuarded, unguardTable } from "./guard-table.ts";
import { checkOrder, type LegacyOrder } from "./legacy-order.ts";
import { ensureLegacySchema } from "./legacy-schema.ts";
import { type LegacyTable, readLegacyTable, type TableQuestion } from "./legacy-table.ts";
import { keepPaid, type PaidAtStripe, readyPaid } from "./paid-at-stripe.ts";
import { readRun, type UndoableRun } from "./read-run.ts";
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

/** One table of somebody's, in which an owner should have one row. Only `clean`, `guard`, `unguard` and `undo` change the database. */
export type Legacy = {
  count(): Promise<Doubled>;
  /** What would be kept, of the first owners. */
  choices(order: LegacyOrder, limit: number): Promise<Choice[]>;
  /** Adds to what is known to be paid at Stripe, for `choices` and `clean`; it is gone with this. */
  keepPaid(paid: readonly PaidAtStripe[]): Promise<void>;
  /**
   * Guards the table, moves the surplus rows out of it, makes the unique index beside the writers, and takes the guard away:
   * from its first moment nobody doubles an owner any more, and nobody who writes something else waits. Answers how many
   * rows were moved.
   */
  clean(cleaning: Cleaning): Promise<number>;
  guard(): Promise<void>;
  unguard(): Promise<void>;
  verify(): Promise<LegacyVerdict>;
  /** What `undo` would do. Throws a sentence for people where no such run has cleaned this table. */
  readRun(runId: string): Promise<UndoableRun>;
  /**
   * Puts back what a run has removed, without the index or the guard, which would refuse it. A run that is undone already is
   * left alone, with the index that a later one may have made. Answers how many rows are back.
   */
  undo(runId: string, tell: (restored: number) => void): Promise<number>;
  close(): Promise<void>;
};

export type LegacyVerdict = Doubled & { index: "none" | "invalid" | "valid"; isGuarded: boolean };

/** Opens somebody's database, with or without Prisma, with or without Idem in it. */
export async function openLegacy(url: string, question: TableQuestion): Promise<Legacy> {
  const pool = openPool(url, 3, longestStatementMs);
  try {
    const table = await readLegacyTable(pool, question);
    return legacyOf({ pool, session: await pool.connect(), table });
  } catch (error) {
    await pool.end();
    throw error;
  }
}

/** The owners of millions of rows are counted in one statement. */
const longestStatementMs = 300_000;

/** `session` has what is known of Stripe. */
type Opened = { pool: pg.Pool; session: pg.PoolClient; table: LegacyTable };

const legacyOf = ({ pool, session, table }: Opened): Legacy => ({
  count: () => countDoubled(pool, table),
  choices: async (order, limit) => {
    checkOrder(table, order);
    if (order.stripeColumn !== null) await readyPaid(session);
    return showChoices(session, table, { order, limit });
  },
  keepPaid: (paid) => keepPaid(session, paid),

  clean: async ({ runId, askedBy, reason, order, signal, tell }) => {
    checkOrder(table, order);
    if (order.stripeColumn !== null) await readyPaid(session);
    await ensureLegacySchema(pool);
    await pool.query(
      `INSERT INTO idem_legacy.run (id, table_name, owner, asked_by, reason) VALUES ($1, $2, $3, $4, $5)
       ON CONFLICT DO NOTHING`,
      [runId, table.sql, table.owner.name, askedBy, reason],
    );
    await guardTable(pool, table);
    const removed = await removeDoubled(session, table, { runId, order, signal, tell });
    const index = await createUniqueIndex(pool, table);
    await unguardTable(pool, table);
    await pool.query(
      "UPDATE idem_legacy.run SET finished_at = now(), index_name = $2 WHERE id = $1",
      [runId, index],
    );
    return removed;
  },

  guard: async () => {
    await ensureLegacySchema(pool);
    await guardTable(pool, table);
  },
  unguard: () => unguardTable(pool, table),

  verify: async () => ({
    ...(await countDoubled(pool, table)),
    index: await readIndex(pool, table),
    isGuarded: await isGuarded(pool, table),
  }),

  readRun: (runId) => readRun(pool, table, runId),

  undo: async (runId, tell) => {
    const { isUndone } = await readRun(pool, table, runId);
    if (isUndone) return 0;
    // It takes the whole table for a moment, also where there is nothing to take away.
    if (await isGuarded(pool, table)) await unguardTable(pool, table);
    await dropUniqueIndex(pool, table);
    const restored = await restoreRemoved(pool, table, { runId, tell });
    await pool.query("UPDATE idem_legacy.run SET undone_at = now() WHERE id = $1", [runId]);
    return restored;
  },

  close: async () => {
    session.release(true);
    await pool.end();
  },
});
