import { openLegacy } from "@idem/postgres";
import type pg from "pg";
import { stopwatch } from "../doctor/stopwatch.ts";
import { startPostgres } from "../storm/start-postgres.ts";
import { openPool } from "../world/open-pool.ts";
import { type LegacyGround, rowsOfTenOwners } from "./legacy-ground.ts";
import { countWritten, startWriters } from "./start-writers.ts";
import { tenants } from "./tenants.ts";
import { userSubscriptions } from "./user-subscriptions.ts";

export type LegacyOrders = { rows: number; tell: (line: string) => void };

const [hands, paidAtOnce] = [4, 10_000];
/** Nobody who writes waits for longer: less than people notice as a fault. */
const longestWaitMs = 2_000;
const runId = "run_proof";

/**
 * The tables of both post-mortems with a million rows each, and writers who go on all the while: one row for each owner, the
 * one that is paid, a unique index that is valid, nobody held up, no row of a writer lost, and all of it taken back.
 */
export async function proveLegacy({ rows, tell }: LegacyOrders): Promise<{ ok: boolean }> {
  const owners = Math.ceil((rows * 10) / rowsOfTenOwners);
  await using postgres = await startPostgres();
  let ok = true;
  for (const ground of [userSubscriptions(), tenants]) {
    const database = await postgres.fresh();
    await using pool = await openPool(database.url);
    const broken = await proveGround({ ground, url: database.url, pool, owners, tell });
    for (const sentence of broken) tell(`BROKEN: ${ground.table}: ${sentence}`);
    ok &&= broken.length === 0;
  }
  return { ok };
}

type GroundOrders = {
  ground: LegacyGround;
  url: string;
  pool: pg.Pool;
  owners: number;
  tell: (line: string) => void;
};

/** Answers what of it did not hold. */
async function proveGround({ ground, url, pool, owners, tell }: GroundOrders): Promise<string[]> {
  const { table, owner, stripeColumn, paid } = ground;
  const broken: string[] = [];
  const claim = (holds: boolean, otherwise: string): void => {
    if (!holds) broken.push(otherwise);
  };
  const timed = stopwatch((line) => tell(`${table}: ${line}`));
  await timed(`made for ${count(owners)} owners`, () => ground.make(pool, owners));
  const legacy = await openLegacy(url, { table, owner });
  try {
    await timed("noted what is paid", async () => {
      for (let from = 1; from <= owners; from += paidAtOnce)
        await legacy.keepPaid(
          Array.from({ length: Math.min(paidAtOnce, owners - from + 1) }, (_, index) => ({
            stripeId: `${paid}${from + index}`,
            rank: 5,
          })),
        );
    });
    const before = await legacy.count();
    const writers = startWriters(pool, ground, { hands });
    const removed = await timed(`cleaned ${count(before.rows)} rows, beside writers`, () =>
      legacy.clean({
        runId,
        askedBy: "the proof",
        reason: "one row for each owner",
        order: { stripeColumn, parts: [{ column: "created_at", direction: "desc" }] },
        signal: new AbortController().signal,
        tell: () => {},
      }),
    );
    const { written, refused, longestMs } = await writers.stop();
    tell(
      `${table}: ${count(removed)} rows moved; writers wrote ${count(written)}, were refused ${count(refused)} second rows, ` +
        `and waited ${Math.round(longestMs)} ms at the longest`,
    );
    const verdict = await legacy.verify();
    claim(removed >= before.surplus, `only ${removed} of ${before.surplus} rows were moved`);
    claim(verdict.surplus === 0 && verdict.index === "valid", `the index is ${verdict.index}`);
    claim(longestMs <= longestWaitMs, `a writer waited ${Math.round(longestMs)} ms`);
    const found = await countWritten(pool, ground, runId);
    claim(found === written, `of ${written} rows of the writers ${found} are there`);
    const { rowCount } = await pool.query(
      `SELECT 1 FROM idem_legacy.removed WHERE run_id = $1 AND "row"->>$2 LIKE $3 LIMIT 1`,
      [runId, stripeColumn, `${paid}%`],
    );
    claim(rowCount === 0, "a row that is paid was moved");
    const restored = await timed("taken back", () => legacy.undo(runId, () => {}));
    claim(restored === removed, `${restored} of ${removed} rows are back`);
  } finally {
    await legacy.close();
  }
  return broken;
}

const count = (value: number): string => value.toLocaleString("en-US");
