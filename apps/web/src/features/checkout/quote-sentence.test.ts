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

test("a trial says until when, and what the first charge is where a code makes it another one", () => {
  const trial = { days: 14, endsAtMs: Date.UTC(2026, 11, 6, 12), firstCharge: 2_000 };
  const trying = exampleQuote({ dueToday: 0, subtotal: 0, trial });
  expect(quoteSentence(trying)).toBe("Free until December 6, 2026, then $20.00 a month.");
  const code = appliedQuote("HALF", 1_000).code;
  const cheaper = { ...trying, code, trial: { ...trial, firstCharge: 1_000 } };
  expect(quoteSentence(cheaper)).toBe(
    "HALF applied. Free until December 6, 2026, then $10.00 for the first month, then $20.00 a month.",
  );
});

test("a plan for nothing costs nothing later either", () => {
  expect(quoteSentence(exampleQuote({ unitAmount: 0, dueToday: 0 }))).toBe(
    "Due today $0.00, then nothing.",
  );
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
