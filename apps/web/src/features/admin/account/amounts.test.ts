import { expect, test } from "vitest";
import { toMajor, toMinor } from "./amounts.ts";

test.each([
  ["20.00", "usd", 2_000],
  ["20", "usd", 2_000],
  ["20,5", "eur", 2_050],
  ["2000", "jpy", 2_000],
  ["12.340", "kwd", 12_340],
  ["4990", "huf", 499_000],
  ["5", "isk", 500],
  [" 7 ", "usd", 700],
])("%s in %s is %i", (text, currency, minor) => {
  expect(toMinor(text, currency)).toBe(minor);
  expect(toMinor(toMajor(minor, currency), currency)).toBe(minor);
});

test.each(["", "-1", "1e3", "1.999", "1,000.00", "abc", "1 2"])(
  "%j is no amount of dollars",
  (text) => {
    expect(toMinor(text, "usd")).toBeNull();
  },
);

test("a yen has no parts", () => {
  expect(toMinor("2000.5", "jpy")).toBeNull();
});

test("what Stripe would not pay back is no amount", () => {
  expect(toMinor("12.345", "kwd")).toBeNull();
  expect(toMinor("5.50", "isk")).toBeNull();
});
