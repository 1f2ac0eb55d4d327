import { expect, it } from "vitest";
import { decideCardNotice } from "./decide-card-notice.ts";
import type { Subscription } from "./subscription.ts";
import { accountState, subscription } from "./testing.ts";

const card = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2026 };
const told = (changes: Partial<Subscription>, nowMs: number) => {
  const state = accountState({ subscription: { ...subscription(), card, ...changes } });
  return decideCardNotice(state, nowMs).effects.length;
};
const day = (month: number, date: number) => Date.UTC(2026, month - 1, date);

it("G4: tells of a card in its last 30 days, and of none that is not charged again", () => {
  expect(told({}, day(12, 2))).toBe(1);
  expect(told({}, day(12, 31))).toBe(1);
  expect(told({}, day(12, 1))).toBe(0);
  expect(told({}, Date.UTC(2027, 0, 1))).toBe(0);
  expect(told({ cancelAtMs: day(12, 20) }, day(12, 10))).toBe(0);
  expect(told({ status: "canceled" }, day(12, 10))).toBe(0);
  expect(told({ card: null }, day(12, 10))).toBe(0);
});
