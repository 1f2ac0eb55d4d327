import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { discountOn } from "./discount.ts";
import { quoteFor } from "./quote.ts";
import { plusYearly, promotion } from "./testing.ts";

const coupon = promotion().coupon;
const applied = (changes: Partial<typeof coupon>) =>
  ({ is: "applied", promotion: promotion({ coupon: { ...coupon, ...changes } }) }) as const;

describe("G2: what is charged is what was shown", () => {
  it("charges the price without a code", () => {
    expect(quoteFor(plusYearly, { is: "none" })).toMatchObject({
      subtotal: 19_200,
      discount: 0,
      dueToday: 19_200,
      recurring: { amount: 19_200, discountedAmount: 19_200, discountMonths: 0 },
      code: { is: "none" },
    });
  });

  it("takes a one-time code off today and nothing later", () => {
    expect(quoteFor(plusYearly, applied({}))).toMatchObject({
      dueToday: 15_360,
      recurring: { amount: 19_200, discountedAmount: 19_200, discountMonths: 0 },
    });
  });

  it("says for how many months a repeating code goes on", () => {
    expect(
      quoteFor(plusYearly, applied({ duration: { is: "repeating", months: 3 } })),
    ).toMatchObject({
      recurring: { amount: 19_200, discountedAmount: 15_360, discountMonths: 3 },
    });
  });

  it("rounds half a cent up, without binary fractions", () => {
    expect(discountOn(1_010, { is: "percent", percent: 2.5 })).toBe(25);
    expect(discountOn(50, { is: "percent", percent: 33.33 })).toBe(17);
    expect(discountOn(1, { is: "percent", percent: 50 })).toBe(1);
    expect(discountOn(115, { is: "percent", percent: 10 })).toBe(12);
  });

  it("never discounts below zero or above the price, whatever the coupon", () => {
    const off = fc.oneof(
      fc.record({
        is: fc.constant("percent" as const),
        percent: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 100),
      }),
      fc.record({
        is: fc.constant("amount" as const),
        amount: fc.integer({ min: 1, max: 10_000_000 }),
      }),
    );
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 99_999_999 }), off, (amount, taken) => {
        const discount = discountOn(amount, taken);
        expect(Number.isSafeInteger(discount)).toBe(true);
        expect(discount).toBeGreaterThanOrEqual(0);
        expect(discount).toBeLessThanOrEqual(amount);
      }),
    );
  });

  it("G9: a rejected code is said to be rejected, and the price shown is the full one", () => {
    const quote = quoteFor(plusYearly, {
      is: "rejected",
      code: "NOPE",
      rejection: { reason: "unknown" },
    });
    expect(quote.dueToday).toBe(19_200);
    expect(quote.code).toMatchObject({ is: "rejected", reason: "unknown" });
  });

  it("counts seats: one rounding for all of them, and an amount off once", () => {
    const order = { quantity: 3, trialDays: 0, nowMs: 0 };
    const price = { ...plusYearly, unitAmount: 1_005 };
    const half = applied({ off: { is: "percent", percent: 50 }, duration: { is: "forever" } });
    expect(quoteFor(price, half, order)).toMatchObject({
      quantity: 3,
      unitAmount: 1_005,
      lines: [{ quantity: 3, amount: 3_015 }],
      subtotal: 3_015,
      discount: 1_508,
      dueToday: 1_507,
      recurring: { amount: 3_015, discountedAmount: 1_507 },
    });
    const amounts = { usd: 500 };
    const off = applied({ off: { is: "amount", amounts } });
    expect(quoteFor(price, off, order)).toMatchObject({ dueToday: 2_515 });
  });
});

describe("G2: a trial", () => {
  const dayMs = 86_400_000;
  const trying = (changes: Parameters<typeof applied>[0] | null) =>
    quoteFor(plusYearly, changes === null ? { is: "none" } : applied(changes), {
      quantity: 2,
      trialDays: 14,
      nowMs: dayMs,
    });

  it("costs nothing today, needs a card, and says when and what is charged", () => {
    expect(trying(null)).toMatchObject({
      subtotal: 0,
      dueToday: 0,
      needsCard: true,
      recurring: { amount: 38_400 },
      trial: { days: 14, endsAtMs: 15 * dayMs, firstCharge: 38_400 },
    });
  });

  it.each([
    ["once", { is: "once" }, 30_720],
    ["for months that outlast it", { is: "repeating", months: 1 }, 30_720],
    ["for ever", { is: "forever" }, 30_720],
  ] as const)("keeps a code %s for the first charge", (_name, duration, firstCharge) => {
    expect(trying({ duration })).toMatchObject({ discount: 0, trial: { firstCharge } });
  });

  it("outlasts a code for some months", () => {
    const long = { quantity: 1, trialDays: 90, nowMs: 0 };
    const quote = quoteFor(plusYearly, applied({ duration: { is: "repeating", months: 2 } }), long);
    expect(quote.trial?.firstCharge).toBe(19_200);
  });
});

describe("G2: nothing due", () => {
  const all = { is: "percent", percent: 100 } as const;

  it.each([
    ["once", { is: "once" }, true],
    ["for some months", { is: "repeating", months: 12 }, true],
    ["for ever", { is: "forever" }, false],
  ] as const)("everything off %s", (_name, duration, needsCard) => {
    expect(quoteFor(plusYearly, applied({ off: all, duration }))).toMatchObject({
      dueToday: 0,
      needsCard,
    });
  });

  it("a plan for nothing needs no card", () => {
    expect(quoteFor({ ...plusYearly, unitAmount: 0 }, { is: "none" })).toMatchObject({
      dueToday: 0,
      needsCard: false,
    });
  });
});
