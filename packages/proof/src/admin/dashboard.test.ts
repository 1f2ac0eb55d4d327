import { addCustomerAnswers, createAdminStore, createMrrReader, readMrr } from "@idem/postgres";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { hire } from "../world/hire.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type SeededList, seedList } from "./seed-list.ts";

/** What is seeded was written up to the first of this month. */
const nowMs = Date.UTC(2026, 10, 22, 12);

let world: World;
let seeded: SeededList;
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
  seeded = await seedList(world.databaseUrl, 300);
});
afterAll(() => world.close());

const figures = () => createAdminStore(world.prisma).figures(nowMs);

describe("the figures of the dashboard", () => {
  it("months add up, each starts where the last has ended, and the last ends with what the list brings", async () => {
    const { revenue } = await figures();
    expect(new Set(revenue.map(({ currency }) => currency))).toEqual(
      new Set(["eur", "jpy", "usd"]),
    );
    for (const [place, one] of revenue.entries()) {
      const { starting, expansion, reactivation, contraction, churn, ending } = one;
      expect(starting + one.new + expansion + reactivation - contraction - churn).toBe(ending);
      const next = revenue[place + 1];
      if (next?.currency === one.currency) expect(next.starting).toBe(ending);
      else
        expect({ month: one.month, ending }).toEqual({
          month: "2026-11",
          ending: await seeded.sum("mrr", `currency = '${one.currency}'`),
        });
    }
    expect(revenue.filter(({ currency }) => currency === "usd")).toHaveLength(13);
  });

  it("subscriptions by status and by day are those of the list", async () => {
    const { statuses, subscriptions } = await figures();
    for (const { status, count } of statuses)
      expect(count).toBe(await seeded.count(`status = '${status}'`));
    expect(subscriptions.map(({ day }) => day).at(0)).toBe("2026-10-24");
    expect(subscriptions.map(({ day }) => day).at(-1)).toBe("2026-11-22");
    const of = (key: "started" | "ended") => subscriptions.reduce((sum, day) => sum + day[key], 0);
    expect(of("started")).toBe(await seeded.count("started_at >= '2026-10-24T00:00:00Z'"));
    expect(of("ended")).toBe(await seeded.count("ended_at >= '2026-10-24T00:00:00Z'"));
  });

  it("customers of the day: made, there already, and raced for, added up over nodes", async () => {
    await startReady(await signUp(world.url));
    const counts = new Map([
      ["reused", 2],
      ["race_averted", 1],
    ] as const);
    await Promise.all([
      addCustomerAnswers(world.prisma, counts),
      addCustomerAnswers(world.prisma, counts),
    ]);
    const support = await hire(world, "support");
    const { customers } = await support.client.admin.metrics.figures.query();
    expect(customers).toHaveLength(30);
    expect(customers.at(-1)).toEqual({
      day: new Date().toISOString().slice(0, 10),
      created: 1,
      recovered: 0,
      reused: 4,
      raceAverted: 2,
    });
  });

  it("months that are over are summed once, and add up with those that are not", async () => {
    const read = createMrrReader(world.prisma, 1);
    expect(await read(nowMs)).toEqual(await readMrr(world.prisma, nowMs));
    const { id: accountId } = await world.prisma.billingAccount.findFirstOrThrow();
    const book = (at: string, seq: number) =>
      world.prisma.mrrMovement.create({
        data: { accountId, seq, currency: "usd", at, kind: "expansion", amount: 700, mrr: 900_000 },
      });
    await book("2026-11-22T11:00:00Z", 1_000_001);
    const whole = await readMrr(world.prisma, nowMs);
    expect(await read(nowMs)).toEqual(whole);
    // Never written by the product, which dates what it writes: here it shows what is not read again.
    await book("2026-09-10T00:00:00Z", 1_000_002);
    expect(await read(nowMs)).toEqual(whole);
    const nextMonthMs = Date.UTC(2026, 11, 1, 2);
    expect(await read(nextMonthMs)).toEqual(await readMrr(world.prisma, nextMonthMs));
  });
});
