import { expect, test } from "vitest";
import { appliedQuote, exampleQuote } from "./quote-example.ts";
import { effectPhrase, quoteSentence } from "./quote-sentence.ts";

const applied = appliedQuote("SPRING20");

test("without a code: today and each renewal", () => {
  expect(quoteSentence(exampleQuote())).toBe("Due today $20.00, then $20.00 a month.");
});

test("a code for some months says when the full price begins", () => {
  const recurring = { ...applied.recurring, discountedAmount: 1_600, discountMonths: 3 };
  expect(quoteSentence({ ...applied, recurring })).toBe(
    "SPRING20 applied. Due today $16.00, then $20.00 a month after 3 months.",
  );
});

test("three months off a yearly price end before its first renewal", () => {
  const recurring = {
    amount: 20_000,
    interval: "year" as const,
    discountedAmount: 16_000,
    discountMonths: 3,
  };
  expect(quoteSentence({ ...applied, recurring })).toContain("then $200.00 a year.");
});

test("a code for ever lowers every renewal", () => {
  const recurring = { ...applied.recurring, discountedAmount: 1_600, discountMonths: null };
  expect(quoteSentence({ ...applied, recurring })).toContain("then $16.00 a month.");
});

test("currencies without and with three decimals keep their own", () => {
  expect(quoteSentence(exampleQuote({ currency: "jpy" }))).toContain("¥2,000");
  expect(quoteSentence(exampleQuote({ currency: "kwd" }))).toContain("2.000");
});

test("a code's effect names its size and its duration", () => {
  expect(applied.code.is === "applied" && effectPhrase(applied.code, "usd")).toBe(
    "$4.00 off the first payment",
  );
});
