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
});
