import { expect, test } from "vitest";
import { nextAskMs, returnView, type StatusAnswer } from "./return-view.ts";

const recap = {
  sessionId: "cs_test_1",
  checkoutId: "chk_1",
  attempt: "attempt-1",
  priceId: "plus_month_usd",
  quantity: 1,
  code: null,
} as const;
const processing: StatusAnswer = { ...recap, is: "processing", next: "wait", message: "Wait." };
const expired: StatusAnswer = { ...recap, is: "expired", next: "restart", message: "Over." };

test("waiting ends in a promise to e-mail, never in an endless spinner", () => {
  expect(returnView(processing, { waitedMs: 59_000, hasFailed: false }).is).toBe("processing");
  expect(returnView(processing, { waitedMs: 60_000, hasFailed: false }).is).toBe("later");
});

test("a server that cannot be reached is said to be so, and an answer counts whenever it comes", () => {
  expect(returnView(undefined, { waitedMs: 0, hasFailed: false }).is).toBe("checking");
  expect(returnView(undefined, { waitedMs: 0, hasFailed: true }).is).toBe("unreachable");
  expect(returnView(expired, { waitedMs: 90_000, hasFailed: true }).is).toBe("settled");
});

test("asking backs off to half a minute and stops at a final answer", () => {
  expect([0, 1, 2, 3, 9].map((asked) => nextAskMs(processing, asked))).toEqual([
    1_000, 2_000, 4_000, 8_000, 30_000,
  ]);
  expect(nextAskMs(expired, 3)).toBe(false);
});
