import { openLegacy } from "@idem/postgres";
import { stopwatch } from "../doctor/stopwatch.ts";
import { startPostgres } from "../storm/start-postgres.ts";
import { openPool } from "../world/open-pool.ts";
import { makeLegacyTable, startWriters } from "./legacy-ground.ts";

export type LegacyOrders = { rows: number; tell: (line: string) => void };

/** Of ten owners in the table seven have one row, and the others ten. */
const rowsOfTenOwners = 17;
const [hands, paidAtOnce] = [4, 10_000];

/**
 * The seeds' own table with a million rows, and writers who go on all the while: one row for each owner, the one that is
 * paid, a unique index that is valid, nobody held up, and all of it taken back.
 */
export async function proveLegacy({ rows, tell }: LegacyOrders): Promise<{ ok: boolean }> {
  const owners = Math.ceil((rows * 10) / rowsOfTenOwners);
  const broken: string[] = [];
  const claim = (holds: boolean, otherwise: string): void => {
    if (!holds) broken.push(otherwise);
  };
  await using postgres = await startPostgres();
  const database = await postgres.fresh();
  await using pool = await openPool(database.url);
  const timed = stopwatch(tell);
  await timed(`made ${count(rows)} rows of ${count(owners)} owners`, () =>
    makeLegacyTable(pool, { owners }),
  );
  const legacy = await openLegacy(database.url, { table: "user_subscriptions", owner: "user_id" });
  try {
    await timed("noted what is paid", async () => {
      for (let from = 1; from <= owners; from += paidAtOnce)
        await legacy.paid.keep(
          Array.from({ length: Math.min(paidAtOnce, owners - from + 1) }, (_, index) => ({
            stripeId: `sub_paid${from + index}`,
            rank: 5,
          })),
        );
    });
    const before = await legacy.count();
    const writers = startWriters(pool, { hands });
    const removed = await timed("cleaned, beside writers", () =>
      legacy.clean({
        runId: "run_proof",
        askedBy: "the proof",
        reason: "one row for each owner",
        order: {
          stripeColumn: "stripe_subscription_id",
          parts: [{ column: "created_at", direction: "desc" }],
        },
        signal: new AbortController().signal,
        tell: () => {},
      }),
    );
    const { written, refused, longestMs } = await writers.stop();
    tell(
      `${count(removed)} rows moved; writers wrote ${count(written)}, were refused ${count(refused)} second rows, ` +
        `and waited ${Math.round(longestMs)} ms at the longest`,
    );
    const verdict = await legacy.verify();
    claim(removed >= before.surplus, `only ${removed} of ${before.surplus} rows were moved`);
    claim(verdict.surplus === 0 && verdict.index === "valid", `the index is ${verdict.index}`);
    const { rowCount } = await pool.query(
      "SELECT 1 FROM idem_legacy.removed WHERE run_id = 'run_proof' AND \"row\"->>'stripe_subscription_id' LIKE 'sub_paid%' LIMIT 1",
    );
    claim(rowCount === 0, "a row that is paid was moved");
    const restored = await timed("taken back", () => legacy.undo("run_proof", () => {}));
    claim(restored === removed, `${restored} of ${removed} rows are back`);
  } finally {
    await legacy.close();
  }
  for (const sentence of broken) tell(`BROKEN: ${sentence}`);
  return { ok: broken.length === 0 };
}

const count = (value: number): string => value.toLocaleString("en-US");
