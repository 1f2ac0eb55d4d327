import fc from "fast-check";
import { describe, expect, it, test } from "vitest";
import { type Entitlement, entitlement, graceDays } from "./entitlement.ts";
import { type Subscription, subscriptionStatuses } from "./subscription.ts";
import { subscription } from "./testing.ts";

const day = 86_400_000;
const start = Date.UTC(2031, 0, 31);
const renewal = Date.UTC(2031, 1, 28);
const graceEnd = start + graceDays * day;
const card = { brand: "visa", last4: "4242", expMonth: 12, expYear: 2040 };
const row = (changes: Partial<Subscription> = {}): Subscription => ({
  ...subscription(),
  latestInvoice: null,
  startedAtMs: start,
  currentPeriodStartMs: start,
  currentPeriodEndMs: renewal,
  card,
  ...changes,
});
const owed = (sinceMs: number | null) => ({
  id: "in_1" as const,
  amountDue: 100,
  url: null,
  sinceMs,
});
const free = { stripeDiscountId: null, code: null, endsAtMs: null };

describe("who is served", () => {
  test.each<[string, Subscription | null, number, Entitlement]>([
    [
      "nobody without a subscription",
      null,
      0,
      { is: "ended", because: "never_subscribed", sinceMs: null },
    ],
    ["who has paid", row(), start, { is: "entitled", because: "paid", untilMs: null }],
    [
      "who has paid, after a renewal of which nothing was heard",
      row(),
      renewal + 3 * day,
      { is: "entitled", because: "paid", untilMs: null },
    ],
    [
      "who has just paid, by a clock that is behind Stripe's",
      row(),
      start - 60_000,
      { is: "entitled", because: "paid", untilMs: null },
    ],
    [
      "on a free plan",
      row({ unitAmount: 0 }),
      start,
      { is: "entitled", because: "free", untilMs: null },
    ],
    [
      "at a hundred percent off",
      row({ discount: { ...free, off: { is: "percent", percent: 100 } } }),
      start,
      { is: "entitled", because: "free", untilMs: null },
    ],
    [
      "who has cancelled, until the end",
      row({ cancelAtMs: renewal }),
      renewal - 1,
      { is: "entitled", because: "paid", untilMs: renewal },
    ],
    [
      "not at the instant of the end, whether or not an event has come",
      row({ cancelAtMs: renewal }),
      renewal,
      { is: "ended", because: "cancelled", sinceMs: renewal },
    ],
    [
      "on a trial with a card, also past its end",
      row({ status: "trialing", trialEndMs: renewal }),
      renewal + 60_000,
      { is: "entitled", because: "trial", untilMs: null },
    ],
    [
      "on a trial without a card, until its end",
      row({ status: "trialing", trialEndMs: renewal, card: null }),
      renewal - 1,
      { is: "entitled", because: "trial", untilMs: renewal },
    ],
    [
      "no longer at the end of a trial without a card",
      row({ status: "trialing", trialEndMs: renewal, card: null }),
      renewal,
      { is: "ended", because: "paused", sinceMs: renewal },
    ],
    [
      "a trial that was cancelled, until the day named",
      row({ status: "trialing", trialEndMs: renewal, cancelAtMs: renewal }),
      renewal,
      { is: "ended", because: "cancelled", sinceMs: renewal },
    ],
    [
      "past due, while Stripe tries again",
      row({ status: "past_due" }),
      start + day,
      { is: "grace", sinceMs: start, untilMs: graceEnd },
    ],
    [
      "past due, to the last instant of the grace",
      row({ status: "past_due" }),
      graceEnd - 1,
      { is: "grace", sinceMs: start, untilMs: graceEnd },
    ],
    [
      "not past due at the end of the grace",
      row({ status: "past_due" }),
      graceEnd,
      { is: "ended", because: "unpaid", sinceMs: graceEnd },
    ],
    [
      "past due for a change in the middle of a period: from that day on",
      row({ status: "past_due", openInvoice: owed(start + 20 * day) }),
      start + 22 * day,
      { is: "grace", sinceMs: start + 20 * day, untilMs: start + (20 + graceDays) * day },
    ],
    [
      "past due and cancelled: until the earlier of both",
      row({ status: "past_due", cancelAtMs: start + 5 * day }),
      start + day,
      { is: "grace", sinceMs: start, untilMs: start + 5 * day },
    ],
    [
      "not past due after the day of the cancellation",
      row({ status: "past_due", cancelAtMs: start + 5 * day }),
      start + 5 * day,
      { is: "ended", because: "cancelled", sinceMs: start + 5 * day },
    ],
    [
      "not unpaid",
      row({ status: "unpaid", openInvoice: owed(null) }),
      start + day,
      { is: "ended", because: "unpaid", sinceMs: start },
    ],
    [
      "not paused",
      row({ status: "paused", trialEndMs: renewal }),
      renewal,
      { is: "ended", because: "paused", sinceMs: renewal },
    ],
    [
      "not before the first payment",
      row({ status: "incomplete" }),
      start,
      { is: "ended", because: "never_paid", sinceMs: null },
    ],
    [
      "not after a first payment that never came",
      row({ status: "incomplete_expired" }),
      start,
      { is: "ended", because: "never_paid", sinceMs: null },
    ],
    [
      "not after it has ended",
      row({ status: "canceled", endedAtMs: renewal }),
      renewal,
      { is: "ended", because: "cancelled", sinceMs: renewal },
    ],
  ])("%s", (_, one, nowMs, expected) => {
    expect(entitlement(one, nowMs)).toEqual(expected);
  });
});

const instant = fc.integer({ min: start - 40 * day, max: start + 90 * day });
const arbitraryRow = fc
  .record({
    status: fc.constantFrom(...subscriptionStatuses),
    cancelAtMs: fc.option(instant),
    endedAtMs: fc.option(instant),
    canceledAtMs: fc.option(instant),
    trialEndMs: fc.option(instant),
    currentPeriodStartMs: fc.option(instant),
    startedAtMs: instant,
    unitAmount: fc.constantFrom(0, 100),
    card: fc.constantFrom(card, null),
    openInvoice: fc.option(fc.option(instant).map(owed)),
  })
  .map(row);
const isServed = (one: Entitlement): boolean => one.is !== "ended";

describe("whatever the row says", () => {
  it("never serves again by the passing of time alone", () => {
    fc.assert(
      fc.property(arbitraryRow, instant, instant, (one, a, b) => {
        const [early, late] = [Math.min(a, b), Math.max(a, b)];
        if (!isServed(entitlement(one, early)))
          expect(isServed(entitlement(one, late))).toBe(false);
      }),
    );
  });

  it("serves to the last millisecond of the end it names, and not at it", () => {
    fc.assert(
      fc.property(arbitraryRow, instant, (one, nowMs) => {
        const now = entitlement(one, nowMs);
        if (now.is === "ended" || now.untilMs === null) return;
        expect(now.untilMs).toBeGreaterThan(nowMs);
        expect(isServed(entitlement(one, now.untilMs - 1))).toBe(true);
        expect(isServed(entitlement(one, now.untilMs))).toBe(false);
      }),
    );
  });

  it("names as the end the instant at which it became one, where the row tells", () => {
    fc.assert(
      fc.property(arbitraryRow, instant, (one, nowMs) => {
        const now = entitlement(one, nowMs);
        if (now.is !== "ended" || now.sinceMs === null || now.sinceMs > nowMs) return;
        if (one.status === "past_due")
          expect(isServed(entitlement(one, now.sinceMs - 1))).toBe(true);
      }),
    );
  });

  it("serves only what is live: whoever is served may still be charged", () => {
    fc.assert(
      fc.property(arbitraryRow, instant, (one, nowMs) => {
        if (isServed(entitlement(one, nowMs)))
          expect(["active", "trialing", "past_due"]).toContain(one.status);
      }),
    );
  });
});
