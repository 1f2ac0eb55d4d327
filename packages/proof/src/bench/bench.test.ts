import pg from "pg";
import { expect, test } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { allArms } from "./arms/all-arms.ts";
import type { Block } from "./compare/block.ts";
import { fullPlan } from "./compare/plan.ts";
import { median, quantile } from "./compare/quantile.ts";
import { summarize } from "./compare/summary.ts";
import { fillAccounts } from "./growth/fill-accounts.ts";
import { benchReport } from "./report/bench-report.ts";
import { targets } from "./report/targets.ts";

const none = { starts: 0, errors: 0, said: [], buyers: 0, extraCustomers: 0, extraSessions: 0 };

const block = (changes: Partial<Block> = {}): Block => ({
  twice: { ...none, starts: 20, buyers: 10 },
  steady: {
    ...none,
    starts: 4,
    buyers: 4,
    addedMs: [1, 2, 3, 4],
    calls: 2,
    heldMs: 3,
    cpuMs: 5,
    insideMs: [1],
    outsideMs: [1],
    failedReads: 0,
  },
  carried: null,
  brownOut: null,
  crowds: [{ starts: 10, errors: 0, said: [], clients: 1_000, perSecond: 400 }],
  crowdsAtStripe: { buyers: 10, extraCustomers: 0, extraSessions: 0 },
  peakMemoryMb: 200,
  ...changes,
});

test("the median of blocks is not moved by one that somebody disturbed", () => {
  expect(median([3, 900, 5])).toBe(5);
  expect(median([4, null, 6])).toBe(5);
  expect(median([null])).toBeNull();
  expect(quantile([5, 1, 3], 0.5)).toBe(3);
  expect(quantile([], 0.99)).toBeNull();
});

test("duplicates are told for ten thousand buyers, and one anywhere breaks the promise", () => {
  const double = block({ twice: { ...none, starts: 20, buyers: 10, extraCustomers: 5 } });
  const summary = summarize("row-lock", [block(), double]);
  expect(summary.customersPer10k).toBe(2_500);

  const late = block({ crowdsAtStripe: { buyers: 9, extraCustomers: 1, extraSessions: 0 } });
  const broken = targets([summarize("idem", [block(), late])]);
  expect(broken.filter(({ isPromise, isKept }) => isPromise && isKept === false)).toHaveLength(1);
  const kept = targets([summarize("idem", [block()])]);
  expect(kept.filter(({ isPromise }) => isPromise).every(({ isKept }) => isKept)).toBe(true);
});

test("a missed speed is told and breaks nothing; what was not measured is neither", () => {
  const rows = targets([summarize("idem", [block()]), summarize("row-lock", [block()])]);
  const lock = rows.find(({ text }) => text.startsWith("≥ 40 × row-lock"));
  expect(lock).toMatchObject({ isKept: false, isPromise: false });
  expect(rows.find(({ text }) => text.includes("dbos"))?.isKept).toBeNull();
});

test("the page shows every arm and every picture that it has", () => {
  const report = benchReport({
    machine: "a machine",
    plan: fullPlan,
    blocks: new Map([
      ["idem", [block()]],
      ["row-lock", [block()]],
    ]),
    journal: null,
    growth: null,
    crowd: null,
  });
  expect(report.markdown).toContain("transaction, row lock");
  for (const file of Object.keys(report.pictures)) expect(report.markdown).toContain(`](${file})`);
  expect(report.markdown).not.toContain("brown-out.svg");
});

test("what growth fills in is what Idem's tables allow, and new buyers fit beside it", async () => {
  const database = await freshDatabase();
  const client = new pg.Client({ connectionString: database.url });
  await client.connect();
  try {
    await fillAccounts(client, 0, 10);
    await allArms.idem.add(client, 0, 3);
    const { rows } = await client.query(
      `SELECT (SELECT count(*)::int FROM billing_account) AS accounts,
              (SELECT count(*)::int FROM effect WHERE outcome IS NULL) AS unknown,
              (SELECT count(*)::int FROM subscription s JOIN customer c USING (account_id)) AS subscriptions`,
    );
    expect(rows).toEqual([{ accounts: 13, unknown: 0, subscriptions: 10 }]);
  } finally {
    await client.end();
    await database.drop();
  }
});
