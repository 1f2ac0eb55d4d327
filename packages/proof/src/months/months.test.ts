import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { freshDatabase } from "../world/fresh-database.ts";
import { checkLetters } from "./check-letters.ts";
import { checkMonth } from "./check-month.ts";
import { checkRevenue } from "./check-revenue.ts";
import { namesOfPrices } from "./expected-row.ts";
import { liveMonths, type MonthsResult } from "./live-months.ts";
import { monthsReport } from "./months-report.ts";
import { type MonthsWorld, startMonthsWorld } from "./months-world.ts";

/** Ten lives have one of everything; `npm run prove -- --months` lives a hundred. */
const accounts = 10;

let world: MonthsWorld;
let result: MonthsResult;
const told: string[] = [];
beforeAll(async () => {
  world = await startMonthsWorld(await freshDatabase(), 1);
  result = await liveMonths(world, { accounts, seed: 1, tell: (line) => told.push(line) });
}, 180_000);
afterAll(() => world[Symbol.asyncDispose]());

describe("thirteen months of renewals, changes, failed cards, ends and returns", () => {
  it("G5: at the end of every month each row equals Stripe, each invoice our reckoning, and revenue adds up", () => {
    expect(result.findings).toEqual([]);
    expect(told).toHaveLength(1 + 14);
    const moved = result.months.map((month) => month.currency);
    expect(new Set(moved)).toEqual(new Set(["usd", "eur", "jpy"]));
  });

  it("has lived through everything that it tells of", () => {
    const sums = (kind: "new" | "expansion" | "contraction" | "churn" | "reactivation") =>
      result.months.reduce((sum, month) => sum + month[kind], 0);
    for (const kind of ["new", "expansion", "contraction", "churn", "reactivation"] as const)
      expect(sums(kind), kind).toBeGreaterThan(0);
    expect(new Set(result.strips.map(({ look }) => look))).toEqual(
      new Set(["starter", "plus", "enterprise", "past_due", "ends_soon", "ended"]),
    );
  });

  it("draws it", () => {
    const page = monthsReport(result, [["Seed", "1"]]);
    expect(page).toContain("HELD: 10 accounts");
    expect(page.match(/<svg/g)).toHaveLength(4);
  });

  it("G5: negative control: a row that is a cent off, an invoice, a movement and a letter too many are all noticed", async () => {
    const { prisma } = world;
    const [first] = result.seen;
    if (first === undefined) throw new Error("Somebody has lived.");
    const { accountId } = first.account.subscriber;
    await prisma.subscription.update({
      where: { accountId },
      data: { unitAmount: { increment: 1 } },
    });
    const [invoice] = first.account.bill.invoices;
    if (invoice === undefined) throw new Error("Somebody has paid.");
    invoice.total += 1;
    const prices = await namesOfPrices(world.stripe);
    const differences = await checkMonth(world, result.seen, prices);
    expect(differences).toHaveLength(2);
    expect(differences.join()).toMatch(/unitAmount is \d+, Stripe has \d+.*invoice 1 is/s);

    const seq = 1_000_000;
    const at = new Date(world.time.nowMs);
    const booked = { accountId, seq, at, kind: "expansion", amount: 1n, mrr: 1n };
    await prisma.mrrMovement.create({ data: { ...booked, currency: first.account.bill.currency } });
    expect((await checkRevenue(world, result.seen)).findings).toHaveLength(2);

    const letter = await prisma.effect.findFirstOrThrow({
      where: { accountId, slot: { contains: ":receipt:" } },
    });
    await prisma.effect.update({
      where: { id: letter.id },
      data: { slot: `email.send:${accountId}:receipt:in_none` },
    });
    expect(await checkLetters(world, result.seen)).toHaveLength(2);
  });
});
