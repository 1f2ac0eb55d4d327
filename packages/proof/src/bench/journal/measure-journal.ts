import { randomUUID } from "node:crypto";
import type { Ports } from "@idem/billing";
import { type AccountId, type EffectIntent, toAccountId } from "@idem/domain";
import { serve } from "@idem/server";
import pg from "pg";
import { median } from "../compare/quantile.ts";
import type { Ground } from "../ground/start-ground.ts";
import { idemBuyers } from "../rivals/idem/buyers.ts";
import { configOf } from "../rivals/idem/config.ts";

/** Medians of the blocks, a second and for each. */
export type JournalRow = {
  what: "claim" | "settle";
  atOnce: number;
  oursPerSecond: number | null;
  rawPerSecond: number | null;
  oursMs: number | null;
  rawMs: number | null;
};

type Side = {
  claim(account: AccountId): Promise<() => Promise<unknown>>;
};
type Took = { claimMs: number; settleMs: number };

/** Accounts of a block: enough for a figure, few enough that blocks can alternate. */
const each = 300;

/** The journal beside a bare `INSERT … ON CONFLICT DO NOTHING` and a bare `UPDATE … WHERE outcome IS NULL`, in turn. */
export async function measureJournal(
  ground: Ground,
  { blocks, tell }: { blocks: number; tell: (line: string) => void },
): Promise<JournalRow[]> {
  const setting = await ground.settingOf("idem");
  const seen: Ports[] = [];
  const served = await serve(configOf(setting), {
    decorate: (ports) => {
      seen.push(ports);
      return ports;
    },
  });
  const pool = new pg.Pool({ connectionString: setting.databaseUrl, max: setting.poolSize });
  const client = new pg.Client({ connectionString: setting.databaseUrl });
  await client.connect();
  try {
    const [ports] = seen;
    if (ports === undefined) throw new Error("The composition has no ports.");
    await prepareRaw(client);
    const sides = { ours: oursOn(ports), raw: rawOn(pool) };
    const took: Record<keyof typeof sides, Map<number, Took[]>> = {
      ours: new Map(),
      raw: new Map(),
    };
    let next = 0;
    // The first block warms the compiler and the caches up, and is not counted.
    for (let block = 0; block <= blocks; block += 1)
      for (const atOnce of [1, 20]) {
        tell(`journal: block ${block}/${blocks}, ${atOnce} at once`);
        for (const side of block % 2 === 0
          ? (["ours", "raw"] as const)
          : (["raw", "ours"] as const)) {
          await idemBuyers.add(client, next, next + each);
          const accounts = Array.from({ length: each }, (_, n) => toAccountId(`acc_${next + n}`));
          next += each;
          const one = await timeSide(sides[side], accounts, atOnce);
          if (block > 0) took[side].set(atOnce, [...(took[side].get(atOnce) ?? []), one]);
        }
      }
    return [1, 20].flatMap((atOnce) =>
      (["claim", "settle"] as const).map((what) => {
        const mid = (side: keyof typeof sides) =>
          median((took[side].get(atOnce) ?? []).map((one) => one[`${what}Ms`]));
        const [oursMs, rawMs] = [mid("ours"), mid("raw")];
        const perSecond = (ms: number | null) => (ms === null ? null : 1_000 / ms);
        return {
          what,
          atOnce,
          oursPerSecond: perSecond(oursMs),
          rawPerSecond: perSecond(rawMs),
          oursMs,
          rawMs,
        };
      }),
    );
  } finally {
    await client.end();
    await pool.end();
    await served.close();
  }
}

/** Wall time divided by how many were done: at 20 at once, twenty share it. */
async function timeSide(side: Side, accounts: AccountId[], atOnce: number): Promise<Took> {
  const settles: (() => Promise<unknown>)[] = [];
  const claimMs = await timeEach(accounts, atOnce, async (account) => {
    settles.push(await side.claim(account));
  });
  const settleMs = await timeEach(settles, atOnce, (settle) => settle());
  return { claimMs, settleMs };
}

async function timeEach<T>(
  all: readonly T[],
  atOnce: number,
  work: (one: T) => Promise<unknown>,
): Promise<number> {
  const left = all.values();
  const beganMs = performance.now();
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (const one of left) await work(one);
    }),
  );
  return (performance.now() - beganMs) / all.length;
}

const oursOn = ({ journal }: Ports): Side => ({
  claim: async (accountId) => {
    const intent: EffectIntent = {
      kind: "customer.create",
      accountId,
      ordinal: 1,
      email: `${accountId}@example.com`,
      name: "Pat Person",
    };
    const claim = await journal.claim(intent);
    if (claim.is !== "granted") throw new Error(`The claim of ${accountId} is ${claim.is}.`);
    const { permit } = claim;
    const result = {
      id: `cus_${accountId}`,
      amountTotal: null,
      currency: null,
      clientSecret: null,
      url: null,
    };
    const actor = { source: "customer" as const, userId: null, requestId: null };
    return () => journal.settle(permit, { is: "done", result, how: "sent" }, actor);
  },
});

async function prepareRaw(client: pg.Client): Promise<void> {
  await client.query(
    `CREATE TABLE raw_effect (id text PRIMARY KEY, slot text NOT NULL, generation int NOT NULL, key text NOT NULL UNIQUE,
       request jsonb NOT NULL, outcome jsonb, settled_at timestamptz, UNIQUE (slot, generation))`,
  );
}

const rawOn = (pool: pg.Pool): Side => ({
  claim: async (accountId) => {
    const id = randomUUID();
    await pool.query(
      `INSERT INTO raw_effect (id, slot, generation, key, request) VALUES ($1, $2, 1, $3, $4)
       ON CONFLICT (slot, generation) DO NOTHING RETURNING id`,
      [
        id,
        `customer:${accountId}`,
        `key_${id}`,
        JSON.stringify({ email: `${accountId}@example.com` }),
      ],
    );
    return () =>
      pool.query(
        `UPDATE raw_effect SET outcome = $2, settled_at = now() WHERE id = $1 AND outcome IS NULL RETURNING outcome`,
        [id, JSON.stringify({ is: "done", id: `cus_${accountId}` })],
      );
  },
});
