import { expect, test } from "vitest";
import { createLimits } from "./create-limits.ts";
import { rateRules } from "./rate-rules.ts";

const takeMany = (limits: ReturnType<typeof createLimits>, calls: number, key = "is:u1") =>
  Array.from({ length: calls }, () => limits.take("start", key)).filter(Boolean).length;

test("fifty starts at once and twenty edits are let through in production", () => {
  const limits = createLimits(rateRules(true));
  expect(takeMany(limits, 70)).toBe(70);
});

test("a caller is stopped at the rule, others and other buckets are not", () => {
  const limits = createLimits(rateRules(true, { startsPerMinute: 3 }));
  expect(takeMany(limits, 5)).toBe(3);
  expect(takeMany(limits, 5, "is:u2")).toBe(3);
  expect(limits.take("quote", "is:u1")).toBe(true);
});

test("the window ends a minute after its first call, even for a caller that never stops asking", () => {
  let nowMs = 1;
  const limits = createLimits(rateRules(true, { startsPerMinute: 3 }), () => nowMs);
  expect(takeMany(limits, 5)).toBe(3);
  nowMs += 59_000;
  expect(takeMany(limits, 5)).toBe(0);
  nowMs += 1_500;
  expect(takeMany(limits, 5)).toBe(3);
});
