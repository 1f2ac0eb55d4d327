import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Clinic, openClinic } from "../doctor/open-clinic.ts";
import { subscribe } from "../doctor/patient.ts";
import { beginDoctor } from "../doctor/run-doctor.ts";
import { freshDatabase } from "../world/fresh-database.ts";
import { openPool } from "../world/open-pool.ts";
import { lookOf } from "./look-of.ts";
import { tenants } from "./tenants.ts";
import { userSubscriptions } from "./user-subscriptions.ts";

/** Each command is a process of its own. */
const manyProcessesMs = 150_000;

let clinic: Clinic;
let pool: pg.Pool;
beforeAll(async () => {
  clinic = await openClinic(await freshDatabase());
  pool = await openPool(clinic.databaseUrl);
  const rows = await settle(clinic);
  for (const { ground, insert, idOf } of tables) {
    await ground.make(pool, 0);
    for (const row of rows) await pool.query(insert, [row.owner, idOf(row), row.ageDays]);
    kept.set(ground.table, rows.filter(({ stays }) => stays).map(idOf));
  }
});
afterAll(async () => {
  await pool.end();
  await clinic[Symbol.asyncDispose]();
});

type Standing = "paid" | "trial" | "ended" | "unknown" | "none";
type Row = {
  owner: string;
  ageDays: number;
  stays: boolean;
  customerId: string | null;
  subscriptionId: string | null;
};

/** Owners with what Stripe says of each of their rows, the oldest first, and the place of the row that stays. */
const owners: [owner: string, standings: Standing[], stays: number][] = [
  ["ann", ["ended", "paid", "trial", "unknown"], 1],
  ["bea", ["trial", "ended"], 0],
  ["cyd", ["ended", "unknown"], 0],
  ["dan", ["none", "none"], 1],
  ["eve", ["trial"], 0],
];
const [doubledOwners, surplus, all] = [4, 6, 11];

/** By table, the ids at Stripe of the rows that stay. */
const kept = new Map<string, (string | null)[]>();

const tables = [
  {
    ground: userSubscriptions(),
    insert: `INSERT INTO user_subscriptions (user_id, plan, is_active, stripe_subscription_id, amount, created_at)
      VALUES ($1, 'plus', true, $2, 20, now() - make_interval(days => $3))`,
    idOf: ({ subscriptionId }: Row) => subscriptionId,
  },
  {
    ground: tenants,
    insert: `INSERT INTO tenants (email, name, stripe_customer_id, created_at)
      VALUES ($1, 'Tenant', $2, now() - make_interval(days => $3))`,
    idOf: ({ customerId }: Row) => customerId,
  },
];

/** Makes it so at Stripe, by the official client: each row has a customer and a subscription of its own. */
async function settle(place: Clinic): Promise<Row[]> {
  const rows: Row[] = [];
  for (const [owner, standings, stays] of owners)
    for (const [at, standing] of standings.entries())
      rows.push({
        owner,
        ageDays: 100 - at,
        stays: at === stays,
        ...(await idsOf(place, standing)),
      });
  return rows;
}

async function idsOf(
  place: Clinic,
  standing: Standing,
): Promise<Pick<Row, "customerId" | "subscriptionId">> {
  if (standing === "none") return { customerId: null, subscriptionId: null };
  if (standing === "unknown") return { customerId: "cus_unknown", subscriptionId: "sub_unknown" };
  const { id: customerId } = await place.stripe.customers.create({ email: "somebody@example.com" });
  const { id } = await subscribe(place, customerId, { isTrial: standing === "trial" });
  if (standing === "ended") await place.stripe.subscriptions.cancel(id);
  return { customerId, subscriptionId: id };
}

const doctor = (line: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  beginDoctor(clinic, line, env).ended;

const rowsOf = async (table: string): Promise<Record<string, unknown>[]> =>
  (await pool.query(`SELECT * FROM ${table} ORDER BY id`)).rows;

describe.each(tables)("idem doctor legacy on $ground.table", ({ ground }) => {
  const { table, owner, stripeColumn } = ground;
  const named = ["legacy", "--table", table, "--owner", owner];
  const ranked = [...named, "--stripe-id", stripeColumn, "--order", "created_at:desc"];

  it(
    "G10: until --execute nothing is changed: neither by a dry run that asks Stripe, nor by a look, nor by what it refuses",
    async () => {
      const before = await lookOf(pool);
      expect(await doctor(ranked)).toMatchObject({
        code: 1,
        out: expect.stringContaining(
          `${doubledOwners} owners have ${surplus} rows too many, of ${all}. Nothing was changed.`,
        ),
        err: "",
      });
      const said = await doctor([...ranked, "--dry-run", "--json"]);
      const shown: { kept: Record<string, unknown> }[] = JSON.parse(said.out).choices;
      expect(shown.map((choice) => choice.kept[stripeColumn])).toEqual(
        kept.get(table)?.slice(0, doubledOwners),
      );
      expect(await doctor([...named, "--verify"])).toMatchObject({
        code: 1,
        out: `${surplus} rows too many · unique index none, no trigger\n`,
      });
      for (const [line, env, reason] of [
        [[...ranked, "--execute", "--dry-run"], {}, /cannot be used with/],
        [[...ranked, "--execute"], { STRIPE_SECRET_KEY: "" }, /STRIPE_SECRET_KEY/],
        [[...named, "--order", "nothing:asc", "--execute"], {}, /has no column nothing/],
        [[...named, "--undo", "run_nobody", "--execute"], {}, /There is no run run_nobody/],
        [["legacy", "--table", "nowhere", "--owner", owner, "--execute"], {}, /no table/],
        [named, { DATABASE_URL: "" }, /--database/],
      ] as const)
        expect(await doctor(line, env)).toMatchObject({
          code: 2,
          out: "",
          err: expect.stringMatching(reason),
        });
      expect(await lookOf(pool)).toEqual(before);
    },
    manyProcessesMs,
  );

  it("negative control: by date alone the newest would stay, which nobody has paid for", async () => {
    const { out } = await doctor([...named, "--order", "created_at:desc", "--json"]);
    const choices: { kept: Record<string, unknown> }[] = JSON.parse(out).choices;
    const stripeIds = choices.map((choice) => choice.kept[stripeColumn]);
    expect(stripeIds[0]).toMatch(/_unknown$/);
    expect(stripeIds).not.toEqual(kept.get(table)?.slice(0, doubledOwners));
  });

  it(
    "G10: cleaned by what Stripe says is paid, looked at, and taken back, each with its exit code",
    async () => {
      const before = await rowsOf(table);
      const untouched = await lookOf(pool);
      const cleaned = await doctor([...ranked, "--execute"]);
      expect(cleaned).toMatchObject({
        code: 0,
        out: expect.stringContaining(
          `${surplus} rows moved to idem_legacy.removed; the unique index is valid.`,
        ),
        err: "",
      });
      const runId = /run_[0-9a-f-]+/.exec(cleaned.out)?.[0] ?? "";
      const { rows } = await pool.query(`SELECT * FROM ${table} ORDER BY ${owner}`);
      expect(rows.map((row) => row[stripeColumn])).toEqual(kept.get(table));
      expect(await doctor([...named, "--verify"])).toMatchObject({
        code: 0,
        out: "0 rows too many · unique index valid, no trigger\n",
      });
      expect((await doctor(ranked)).code).toBe(0);

      const cleanedLook = await lookOf(pool);
      expect(cleanedLook).not.toEqual(untouched);
      expect(await doctor([...named, "--undo", runId])).toMatchObject({
        code: 1,
        out: `${runId}: ${surplus} rows would be put back, and the unique index dropped, with --execute.\n`,
      });
      expect(await lookOf(pool)).toEqual(cleanedLook);

      expect(await doctor([...named, "--undo", runId, "--execute"])).toMatchObject({
        code: 0,
        out: `${runId}: ${surplus} rows are back; the unique index is gone.\n`,
      });
      expect(await rowsOf(table)).toEqual(before);
      expect((await doctor([...named, "--verify"])).code).toBe(1);
      expect(await doctor([...named, "--undo", runId])).toMatchObject({
        code: 0,
        out: `${runId} is undone already.\n`,
      });
    },
    manyProcessesMs,
  );
});

describe("idem doctor guard", () => {
  const named = ["guard", "--table", "tenants", "--owner", "email"];
  const insert = (email: string) =>
    pool.query("INSERT INTO tenants (email, name) VALUES ($1, 'pressed twice')", [email]);

  it(
    "G10: installed and taken away by --execute and by nothing else, each with its exit code",
    async () => {
      const before = await lookOf(pool);
      expect(await doctor(named)).toMatchObject({
        code: 1,
        out: expect.stringContaining("--execute installs it"),
      });
      expect(await lookOf(pool)).toEqual(before);
      expect(await doctor([...named, "--execute"])).toMatchObject({
        code: 0,
        out: expect.stringContaining("guarded by a trigger"),
      });
      await expect(insert("eve")).rejects.toThrow(/has a row already/);
      expect(await doctor(named)).toMatchObject({ code: 0, out: "The table is guarded.\n" });

      const guarded = await lookOf(pool);
      expect(await doctor([...named, "--remove"])).toMatchObject({
        code: 1,
        out: expect.stringContaining("nothing else refuses second rows"),
      });
      const otherOwner = ["guard", "--table", "tenants", "--owner", "name"];
      expect(await doctor([...otherOwner, "--remove", "--execute"])).toMatchObject({
        code: 0,
        out: "There is no trigger of ours for this owner.\n",
      });
      expect(await lookOf(pool)).toEqual(guarded);

      expect(await doctor([...named, "--remove", "--execute"])).toMatchObject({
        code: 0,
        out: expect.stringContaining("no trigger"),
      });
      await insert("eve");
      expect((await lookOf(pool)).filter((line) => /idem_guard|guard_public/.test(line))).toEqual(
        [],
      );
    },
    manyProcessesMs,
  );
});
