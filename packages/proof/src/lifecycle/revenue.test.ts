import { readFile } from "node:fs/promises";
import path from "node:path";
import { monthOf } from "@idem/domain";
import { readMovements, readMrr } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, previewed, type Subscriber, subscribe } from "../world/subscriber.ts";

const migration = path.join(
  import.meta.dirname,
  "../../../../prisma/migrations/20261123020000_mrr_movement/migration.sql",
);

let world: World;
let subscriber: Subscriber;
beforeAll(async () => {
  world = await startWorld();
  subscriber = await subscribe(world);
});
afterAll(() => world.close());

const movements = () => readMovements(world.prisma, subscriber.accountId);
const gist = async () =>
  (await movements()).map(({ kind, amount, mrr }) => `${kind} ${amount} → ${mrr}`);

describe("what an account brings", () => {
  it("G7: is booked once for each change, beside the event of the story that it comes from", async () => {
    const { request } = await previewed(subscriber, "enterprise_month_usd");
    await Promise.all([1, 2, 3].map(() => subscriber.client.billing.change.mutate(request)));
    await subscriber.client.billing.cancel.mutate({ ...asking(subscriber), when: "now" });
    expect(await gist()).toEqual(["new 2000 → 2000", "expansion 7900 → 9900", "churn 9900 → 0"]);
    for (const { seq } of await movements()) {
      const { accountId } = subscriber;
      const event = await world.prisma.auditEvent.findFirst({ where: { accountId, seq } });
      expect(event?.action).toMatch(/^subscription\./);
    }
    const month = monthOf(Date.now());
    expect(await readMrr(world.prisma, Date.now())).toEqual([
      {
        month,
        currency: "usd",
        starting: 0,
        new: 2_000,
        expansion: 7_900,
        reactivation: 0,
        contraction: 0,
        churn: 9_900,
        ending: 0,
      },
    ]);
  });

  it.each([
    ["UPDATE mrr_movement SET amount = 1", "append-only"],
    ["DELETE FROM mrr_movement", "append-only"],
    [
      "INSERT INTO mrr_movement SELECT account_id, 1000, currency, at, 'new', 1, 1 FROM mrr_movement LIMIT 1",
      "mrr_movement_one_new_key",
    ],
    [
      "INSERT INTO mrr_movement SELECT account_id, 1000, currency, at, 'churn', 1, 1 FROM mrr_movement LIMIT 1",
      "mrr_movement_amount_check",
    ],
  ])("G7: %s is refused by the database, whoever asks", async (sql, reason) => {
    await expect(world.prisma.$executeRawUnsafe(sql)).rejects.toThrow(reason);
  });

  it.each(["plus_month_usd", "plus_year_eur", "enterprise_year_jpy"])(
    "what was there before movements were kept is booked as it would have been: %s",
    async (priceId) => {
      const { accountId } = await subscribe(world, priceId);
      const discount = { code: null, off: { is: "percent", percent: 33.33 }, endsAtMs: null };
      const [booked] = await readMovements(world.prisma, accountId);
      const sql = await readFile(migration, "utf8");
      const insert = sql.slice(sql.indexOf("INSERT INTO mrr_movement"));
      await world.prisma.$transaction([
        world.prisma.$executeRawUnsafe("SET LOCAL session_replication_role = replica"),
        world.prisma.$executeRawUnsafe("DELETE FROM mrr_movement"),
        // In the same commit: the next look at Stripe, which knows of no discount, takes it away again.
        world.prisma.subscription.update({ where: { accountId }, data: { discount } }),
        // As the table was then.
        world.prisma.$executeRawUnsafe("ALTER TABLE subscription RENAME COLUMN mrr TO mrr_later"),
        world.prisma.$executeRawUnsafe(insert),
        world.prisma.$executeRawUnsafe("ALTER TABLE subscription RENAME COLUMN mrr_later TO mrr"),
      ]);
      const [again] = await readMovements(world.prisma, accountId);
      const off = Math.round((priceOf[priceId] ?? 0) * 0.3333);
      const twelfths = priceId.includes("year") ? 12 : 1;
      const expected = Math.round(((priceOf[priceId] ?? 0) - off) / twelfths);
      expect(again).toMatchObject({ kind: "new", amount: expected, mrr: expected });
      expect(again?.currency).toBe(booked?.currency);
    },
  );
});

const priceOf: Record<string, number> = {
  plus_month_usd: 2_000,
  plus_year_eur: 18_240,
  enterprise_year_jpy: 150_000,
};
