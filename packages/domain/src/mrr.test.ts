import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { mrrOf } from "./mrr.ts";
import { monthOf, mrrByMonth } from "./mrr-by-month.ts";
import { type MrrMovement, movementSigns, movementsOf, standingAfter } from "./mrr-movement.ts";
import { type Subscription, subscriptionStatuses } from "./subscription.ts";
import { subscription } from "./testing.ts";

const row = (changes: Partial<Subscription> = {}): Subscription => ({
  ...subscription(),
  latestInvoice: null,
  ...changes,
});
const percent = (share: number) => ({
  stripeDiscountId: "di_1",
  code: "SPRING20",
  off: { is: "percent" as const, percent: share },
  endsAtMs: null,
});

describe("what a subscription brings in a month", () => {
  test.each([
    ["a year's twelfth", row(), 1_600],
    ["rounded half up, once", row({ unitAmount: 19_206 }), 1_601],
    ["just below half is rounded down", row({ unitAmount: 19_205 }), 1_600],
    ["a month as it is", row({ interval: "month", unitAmount: 1_999 }), 1_999],
    ["each seat", row({ interval: "month", unitAmount: 900, quantity: 7 }), 6_300],
    ["what the discount leaves", row({ discount: percent(20) }), 1_280],
    ["nothing at a hundred percent", row({ discount: percent(100) }), 0],
    ["a week, fifty-two times a year", row({ interval: "week", unitAmount: 300 }), 1_300],
    ["an interval that nobody has named", row({ interval: "decade" }), 0],
    ["whole yen", row({ interval: "year", unitAmount: 28_800, currency: "jpy" }), 2_400],
  ])("%s", (_, one, amount) => {
    expect(mrrOf(one)).toEqual({ amount, currency: one.currency });
  });

  test.each([
    ["active", 1_600],
    ["past_due", 1_600],
    ["trialing", 0],
    ["unpaid", 0],
    ["paused", 0],
    ["canceled", 0],
    ["incomplete", 0],
    ["incomplete_expired", 0],
  ] as const)("while it is %s: %d", (status, amount) => {
    expect(mrrOf(row({ status })).amount).toBe(amount);
  });

  it("counts one that is set to end until it ends", () => {
    expect(mrrOf(row({ cancelAtMs: 2_000 })).amount).toBe(1_600);
  });
});

describe("what moves", () => {
  const kinds = (...moves: [known: [string, number][], amount: number, currency?: string]) => {
    const [known, amount, currency = "usd"] = moves;
    return movementsOf(new Map(known), { amount, currency });
  };

  test.each([
    ["the first is new", [], 500, [["usd", "new", 500]]],
    ["more is an expansion", [["usd", 500]], 800, [["usd", "expansion", 300]]],
    ["less is a contraction", [["usd", 500]], 200, [["usd", "contraction", 300]]],
    ["nothing is churn", [["usd", 500]], 0, [["usd", "churn", 500]]],
    ["who comes back is reactivated", [["usd", 0]], 500, [["usd", "reactivation", 500]]],
    ["the same is no movement", [["usd", 500]], 500, []],
    ["nothing at first is none either", [], 0, []],
  ] as const)("%s", (_, known, amount, expected) => {
    const moved = kinds(
      [...known].map(([currency, mrr]) => [currency, mrr]),
      amount,
    );
    expect(moved.map((one) => [one.currency, one.kind, one.amount])).toEqual(expected);
  });

  it("leaves one currency and is new in the other", () => {
    expect(kinds([["usd", 500]], 450, "eur")).toEqual([
      { currency: "usd", kind: "churn", amount: 500, mrr: 0 },
      { currency: "eur", kind: "new", amount: 450, mrr: 450 },
    ]);
  });
});

const off = fc.oneof(
  fc.record({ is: fc.constant("percent" as const), percent: fc.integer({ min: 1, max: 100 }) }),
  fc.record({ is: fc.constant("amount" as const), amount: fc.integer({ min: 1, max: 5_000 }) }),
);
const state = fc
  .record({
    status: fc.constantFrom(...subscriptionStatuses),
    unitAmount: fc.integer({ min: 0, max: 99_999 }),
    quantity: fc.integer({ min: 0, max: 50 }),
    interval: fc.constantFrom("month", "year", "week", "day"),
    currency: fc.constantFrom("usd", "eur", "jpy"),
    discount: fc.option(
      off.map((one) => ({ stripeDiscountId: null, code: null, off: one, endsAtMs: null })),
    ),
  })
  .map(row);
const day = 86_400_000;
const life = fc.array(fc.record({ state, afterMs: fc.integer({ min: 1, max: 90 * day }) }), {
  maxLength: 30,
});

/** An account's history, booked as the store books it: one write after the other. */
function book(states: readonly { state: Subscription; afterMs: number }[]) {
  let atMs = Date.UTC(2030, 0, 1);
  const booked: (MrrMovement & { atMs: number })[] = [];
  for (const { state: next, afterMs } of states) {
    atMs += afterMs;
    const at = atMs;
    const moved = movementsOf(standingAfter(booked), mrrOf(next));
    booked.push(...moved.map((one) => ({ ...one, atMs: at })));
  }
  return booked;
}

describe("whatever happens to however many accounts", () => {
  it("adds up: movements to what each brings now, and months from one to the next", () => {
    fc.assert(
      fc.property(fc.array(life, { maxLength: 6 }), (lives) => {
        const booked = lives.map(book);
        const until = "2040-01";
        const months = mrrByMonth(
          booked.flat().map((one) => ({ ...one, month: monthOf(one.atMs) })),
          until,
        );
        for (const currency of ["usd", "eur", "jpy"]) {
          const now = lives
            .flatMap((states) => states.slice(-1))
            .map((last) => mrrOf(last.state))
            .filter((one) => one.currency === currency)
            .reduce((sum, { amount }) => sum + amount, 0);
          const own = months.filter((month) => month.currency === currency);
          expect(own.at(-1)?.ending ?? 0).toBe(now);
          for (const [place, month] of own.entries()) {
            expect(month.starting).toBe(own[place - 1]?.ending ?? 0);
            const { starting, expansion, reactivation, contraction, churn, ending } = month;
            expect(starting + month.new + expansion + reactivation - contraction - churn).toBe(
              ending,
            );
            expect(ending).toBeGreaterThanOrEqual(0);
          }
        }
        for (const own of booked)
          for (const currency of new Set(own.map((one) => one.currency))) {
            const kinds = own.filter((one) => one.currency === currency).map(({ kind }) => kind);
            expect(kinds.filter((kind) => kind === "new")).toHaveLength(1);
            expect(kinds[0]).toBe("new");
          }
      }),
      { numRuns: 300 },
    );
  });

  it("has no movement of nothing, and every movement explains the step it stands for", () => {
    fc.assert(
      fc.property(life, (states) => {
        const booked = book(states);
        for (const [place, one] of booked.entries()) {
          const before = standingAfter(booked.slice(0, place)).get(one.currency) ?? 0;
          expect(one.amount).toBeGreaterThan(0);
          expect(before + movementSigns[one.kind] * one.amount).toBe(one.mrr);
        }
      }),
      { numRuns: 300 },
    );
  });
});
