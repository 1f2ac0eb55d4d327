import { expect, test } from "vitest";
import { cardExpiry, cardStanding } from "./card-standing.ts";

const card = { expMonth: 12, expYear: 2026 };
const at = (now: string, nextChargeAt: string | null) =>
  cardStanding(card, { nextChargeAt, nowMs: Date.parse(now) });

test("a card is good through the last moment of its month, and no longer", () => {
  expect(cardExpiry({ expMonth: 4, expYear: 2027 })).toBe("04/2027");
  expect(at("2026-12-31T23:59:59Z", null)).toBe("good");
  expect(at("2026-12-01T00:00:00Z", "2026-12-31T23:59:59Z")).toBe("good");
  expect(at("2026-12-01T00:00:00Z", "2027-01-01T00:00:00Z")).toBe("expiring");
  expect(at("2027-01-01T00:00:00Z", null)).toBe("expired");
});
