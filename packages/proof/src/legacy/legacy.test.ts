import { openLegacy } from "@idem/postgres";
import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../world/fresh-database.ts";
import { openPool } from "../world/open-pool.ts";
import { until } from "../world/until.ts";
import { countWritten, startWriters } from "./start-writers.ts";
import { userSubscriptions } from "./user-subscriptions.ts";

let database: FreshDatabase;
let pool: pg.Pool;
beforeAll(async () => {
  database = await freshDatabase();
  pool = await openPool(database.url);
});
afterAll(async () => {
  await pool.end();
  await database.drop();
});

const open = (table: string, owner = "user_id") => openLegacy(database.url, { table, owner });
const signal = new AbortController().signal;
const order = {
  stripeColumn: "stripe_subscription_id",
  parts: [{ column: "created_at", direction: "desc" as const }],
};
const run = (runId: string) => ({
  runId,
  askedBy: "a test",
  reason: "one row each",
  order,
  signal,
  tell: () => {},
});
const rowsOf = async (table: string): Promise<unknown[]> =>
  (await pool.query(`SELECT * FROM ${table} ORDER BY id`)).rows;

describe("G10: a table of somebody's with several rows for an owner", () => {
  it("G10: what is paid at Stripe stays, not the newest; the others are kept aside, and can be put back word for word", async () => {
    await userSubscriptions().make(pool, 100);
    const before = await rowsOf("user_subscriptions");
    const legacy = await open("user_subscriptions");
    try {
      await legacy.keepPaid(
        Array.from({ length: 100 }, (_, index) => ({ stripeId: `sub_paid${index + 1}`, rank: 5 })),
      );
      expect(await legacy.count()).toEqual({ rows: 170, owners: 30, surplus: 70 });
      const [choice] = await legacy.choices(order, 1);
      expect(choice?.kept).toMatchObject({ notes: { copy: 1 }, is_active: false });
      expect(await rowsOf("user_subscriptions")).toEqual(before);

      expect(await legacy.clean(run("run_first"))).toBe(70);
      expect(await legacy.verify()).toMatchObject({ surplus: 0, index: "valid", isGuarded: false });
      const { rows } = await pool.query(
        "SELECT count(*)::int AS unpaid FROM user_subscriptions WHERE stripe_subscription_id NOT LIKE 'sub_paid%'",
      );
      expect(rows).toEqual([{ unpaid: 0 }]);
      await expect(
        pool.query(
          "INSERT INTO user_subscriptions (user_id, plan, is_active, amount) VALUES ('user1', 'plus', true, 1)",
        ),
      ).rejects.toThrow(/user_subscriptions_user_id_key/);
      expect(await legacy.clean(run("run_second"))).toBe(0);

      expect(await legacy.readRun("run_first")).toEqual({ waiting: 70, isUndone: false });
      expect(await legacy.undo("run_first", () => {})).toBe(70);
      expect(await rowsOf("user_subscriptions")).toEqual(before);
      expect(await legacy.readRun("run_first")).toEqual({ waiting: 0, isUndone: true });

      // Taken back once more, it leaves alone what came later.
      expect(await legacy.clean(run("run_third"))).toBe(70);
      expect(await legacy.undo("run_first", () => {})).toBe(0);
      expect(await legacy.verify()).toMatchObject({ surplus: 0, index: "valid" });
    } finally {
      await legacy.close();
    }
  });

  it("G10: while others write all the time, nobody waits for long, and none of theirs is lost", async () => {
    const ground = userSubscriptions("busy");
    await ground.make(pool, 5_000);
    const legacy = await open("busy");
    const writers = startWriters(pool, ground, { hands: 4 });
    try {
      await legacy.clean(run("run_busy"));
      const { written, longestMs } = await writers.stop();
      expect(await legacy.verify()).toMatchObject({ surplus: 0, index: "valid" });
      expect(await countWritten(pool, ground, "run_busy")).toBe(written);
      expect(longestMs).toBeLessThan(2_000);
    } finally {
      await legacy.close();
    }
  });

  describe("while somebody reads for long, and others write", () => {
    /** In the moment in which `drop` waits for the reader: whether a writer gets in. */
    const writeBeside = async (table: string, drop: () => Promise<unknown>): Promise<boolean> => {
      const [reader, writer] = await Promise.all([pool.connect(), pool.connect()]);
      try {
        await reader.query(`BEGIN; SELECT 1 FROM ${table} LIMIT 1`);
        const dropped = drop();
        const isWaiting = async () => {
          const { rowCount } = await pool.query(
            `SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
               AND query LIKE 'DROP INDEX%'`,
          );
          return rowCount === 1;
        };
        await until("the index waits for the reader", isWaiting, { withinMs: 4_000 });
        await writer.query("BEGIN; SET LOCAL lock_timeout = 500");
        const isWritten = await writer.query(userSubscriptions(table).insert, ["newcomer"]).then(
          () => true,
          () => false,
        );
        await writer.query("COMMIT");
        await reader.query("COMMIT");
        await dropped;
        return isWritten;
      } finally {
        writer.release();
        reader.release();
      }
    };

    it("G10: taking a run back holds up nobody", async () => {
      await userSubscriptions("read").make(pool, 10);
      const legacy = await open("read");
      try {
        await legacy.clean(run("run_read"));
        expect(await writeBeside("read", () => legacy.undo("run_read", () => {}))).toBe(true);
        expect(await legacy.verify()).toMatchObject({ index: "none", surplus: 7 });
      } finally {
        await legacy.close();
      }
    });

    it("negative control: a plain DROP INDEX holds up every writer behind the reader", async () => {
      await userSubscriptions("held").make(pool, 10);
      const legacy = await open("held");
      try {
        await legacy.clean(run("run_held"));
        const drop = () => pool.query("DROP INDEX held_user_id_key");
        expect(await writeBeside("held", drop)).toBe(false);
      } finally {
        await legacy.close();
      }
    });
  });

  it("G10: names are names, whatever is in them, and what is not a column is no SQL", async () => {
    await pool.query(
      `CREATE TABLE "My ""Odd"" Table" (id int PRIMARY KEY, "Owner; DROP TABLE x" text, "order" int)`,
    );
    await pool.query(
      `INSERT INTO "My ""Odd"" Table" VALUES (1, 'a''; --', 1), (2, 'a''; --', 2), (3, NULL, 1), (4, NULL, 1)`,
    );
    const legacy = await open('My "Odd" Table', "Owner; DROP TABLE x");
    try {
      const parts = [{ column: "order", direction: "desc" as const }];
      const odd = { ...run("run_odd"), order: { stripeColumn: null, parts } };
      expect(await legacy.clean(odd)).toBe(1);
      expect(await rowsOf(`"My ""Odd"" Table"`)).toMatchObject([{ id: 2 }, { id: 3 }, { id: 4 }]);
      const attack = [{ column: `order" DESC; DROP TABLE busy; --`, direction: "asc" as const }];
      await expect(
        legacy.clean({ ...odd, order: { stripeColumn: null, parts: attack } }),
      ).rejects.toThrow(/has no column/);
    } finally {
      await legacy.close();
    }
    await expect(open("nowhere")).rejects.toThrow(/There is no table public.nowhere/);
    await expect(open("busy", "nothing")).rejects.toThrow(/has no column nothing/);
    await pool.query(
      "CREATE TABLE parents (id int PRIMARY KEY, user_id text); CREATE TABLE children (id int REFERENCES parents)",
    );
    await expect(open("parents")).rejects.toThrow(/children refer to public.parents/);
  });
});

describe("G10: a guard where a unique index is not possible yet", () => {
  const insert = (table: string) => pool.query(`INSERT INTO ${table} (user_id) VALUES ('pat')`);
  const race = async (table: string): Promise<number> => {
    // Both have asked before either has committed.
    const [first, second] = await Promise.all([pool.connect(), pool.connect()]);
    try {
      await first.query("BEGIN");
      await first.query(`INSERT INTO ${table} (user_id) VALUES ('kim')`);
      const waiting = second.query(`INSERT INTO ${table} (user_id) VALUES ('kim')`).then(
        () => "written",
        () => "refused",
      );
      await pool.query("SELECT 1");
      await first.query("COMMIT");
      await waiting;
    } finally {
      first.release();
      second.release();
    }
    const { rows } = await pool.query(
      `SELECT count(*)::int AS rows FROM ${table} WHERE user_id = 'kim'`,
    );
    return rows[0].rows;
  };

  it("G10: of two who write the same owner at once, one is refused", async () => {
    await pool.query("CREATE TABLE guarded (id int GENERATED ALWAYS AS IDENTITY, user_id text)");
    const legacy = await open("guarded");
    try {
      await legacy.guard();
      expect(await race("guarded")).toBe(1);
      await insert("guarded");
      await expect(insert("guarded")).rejects.toThrow(/this user_id has a row already/);
      await expect(
        pool.query("INSERT INTO guarded (user_id) VALUES ('two'), ('two')"),
      ).rejects.toThrow(/has a row already/);
      await expect(pool.query("UPDATE guarded SET user_id = 'pat'")).rejects.toThrow(/already/);
      await pool.query("UPDATE guarded SET user_id = user_id");
      await pool.query("INSERT INTO guarded (user_id) VALUES (NULL), (NULL)");
      expect(await legacy.verify()).toMatchObject({ surplus: 0, isGuarded: true });
      await legacy.unguard();
      expect(await legacy.verify()).toMatchObject({ isGuarded: false });
      await insert("guarded");
    } finally {
      await legacy.close();
    }
  });

  const longNames = (start: string) => ["one", "two"].map((end) => `${start.repeat(2)}${end}`);

  it("G10: another table's index of the same name is neither taken for this one's nor dropped with it", async () => {
    const [first = "", second = ""] = longNames("customers_of_the_sign_up_");
    for (const name of [first, second])
      await pool.query(`CREATE TABLE ${name} (id int GENERATED ALWAYS AS IDENTITY, user_id text)`);
    const legacies = [await open(first), await open(second)] as const;
    const plain = (runId: string) => ({ ...run(runId), order: { stripeColumn: null, parts: [] } });
    try {
      await legacies[0].clean(plain("run_named"));
      await expect(legacies[1].clean(plain("run_unnamed"))).rejects.toThrow(/is taken/);
      expect(await legacies[1].verify()).toMatchObject({ index: "none", isGuarded: true });
      await legacies[1].undo("run_unnamed", () => {});
      expect(await legacies[0].verify()).toMatchObject({ index: "valid" });
    } finally {
      for (const legacy of legacies) await legacy.close();
    }
  });

  it("G10: tables whose long names begin alike have a guard each", async () => {
    const names = longNames("subscriptions_of_the_people_");
    for (const name of names) {
      await pool.query(`CREATE TABLE ${name} (id int GENERATED ALWAYS AS IDENTITY, user_id text)`);
      const legacy = await open(name);
      try {
        await legacy.guard();
      } finally {
        await legacy.close();
      }
    }
    for (const name of names) {
      await insert(name);
      await expect(insert(name)).rejects.toThrow(`${name}: this user_id has a row already`);
    }
  });

  it("negative control: the usual trigger, which asks IF EXISTS without a lock, lets both in", async () => {
    await pool.query(`
      CREATE TABLE published (id int GENERATED ALWAYS AS IDENTITY, user_id text);
      CREATE FUNCTION prevent_duplicate_subscriptions() RETURNS trigger LANGUAGE plpgsql AS $$
      BEGIN
        IF EXISTS (SELECT 1 FROM published WHERE user_id = NEW.user_id AND id != NEW.id) THEN
          RAISE EXCEPTION 'User already has a subscription. Delete existing subscription first.';
        END IF;
        RETURN NEW;
      END $$;
      CREATE TRIGGER check_duplicate_subscription BEFORE INSERT ON published
        FOR EACH ROW EXECUTE FUNCTION prevent_duplicate_subscriptions();`);
    await insert("published");
    await expect(insert("published")).rejects.toThrow(/already has a subscription/);
    expect(await race("published")).toBe(2);
  });
});
