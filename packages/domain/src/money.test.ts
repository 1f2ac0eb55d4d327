import { describe, expect, it } from "vitest";
import { decimalsOf, formatMoney, isPayable } from "./money.ts";

const shown = (amount: number, currency: string) =>
  formatMoney({ amount, currency }).replace("\u00a0", " ");

describe("money is written as it is charged", () => {
  it.each([
    [129_900, "usd", "$1,299.00"],
    [2_000, "jpy", "¥2,000"],
    [12_345, "kwd", "KWD 12.345"],
    [-700, "eur", "-€7.00"],
    // A locale writes these without decimals; Stripe counts hundredths of them all the same.
    [499_000, "huf", "HUF 4,990"],
    [499_050, "huf", "HUF 4,990.50"],
    [7_990_000, "cop", "COP 79,900"],
    [14_900_000, "idr", "IDR 149,000"],
    [500, "isk", "ISK 5"],
    [500, "ugx", "UGX 5"],
    [80_045, "twd", "NT$800.45"],
    [500, "mga", "MGA 500"],
  ])("%i of %s is %s", (amount, currency, text) => {
    expect(shown(amount, currency)).toBe(text);
  });

  it("without the zeros of a whole amount, where a price is read at a glance", () => {
    const short = { trailingZeroDisplay: "stripIfInteger" } as const;
    expect(formatMoney({ amount: 2_000, currency: "usd" }, short)).toBe("$20");
    expect(formatMoney({ amount: 2_050, currency: "usd" }, short)).toBe("$20.50");
  });
});

it("has a hundredth of every currency but of those that Stripe lists", () => {
  const has = (decimals: number) => (currency: string) => decimalsOf(currency) === decimals;
  expect(Intl.supportedValuesOf("currency").filter(has(0)).length).toBe(15);
  expect(Intl.supportedValuesOf("currency").filter(has(3)).length).toBe(5);
  expect(["USD", "huf", "ISK", "ugx", "cop", "clf"].every(has(2))).toBe(true);
});

it.each([
  [12_340, "kwd", true],
  [12_345, "kwd", false],
  [500, "isk", true],
  [550, "ugx", false],
  [1, "usd", true],
  [1, "jpy", true],
])("%i of %s can be paid: %s", (amount, currency, payable) => {
  expect(isPayable({ amount, currency })).toBe(payable);
});
