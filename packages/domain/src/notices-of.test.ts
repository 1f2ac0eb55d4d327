import { describe, expect, it } from "vitest";
import { aboutOf } from "./notice.ts";
import { noticesOf } from "./notices-of.ts";
import type { Subscription } from "./subscription.ts";
import { invoice, subscription } from "./testing.ts";

const before = (changes: Partial<Subscription> = {}): Subscription => ({
  ...subscription(),
  latestInvoice: { id: "in_1", status: "paid" },
  ...changes,
});
const told = (...change: Parameters<typeof noticesOf>) =>
  noticesOf(...change).map((notice) => `${notice.template} ${aboutOf(notice)}`);

describe("G4: news is told once, when the row changes", () => {
  it("welcomes whoever begins, with a receipt for what was paid", () => {
    expect(told(null, subscription())).toEqual(["welcome sub_1", "receipt in_1"]);
  });

  it("says nothing of what was known already", () => {
    expect(told(before(), subscription())).toEqual([]);
  });

  it("says nothing before the first payment, and welcomes after it", () => {
    const incomplete = subscription({
      status: "incomplete",
      latestInvoice: invoice({ status: "open" }),
    });
    expect(told(null, incomplete)).toEqual([]);
    const known = before({
      status: "incomplete",
      latestInvoice: { id: "in_1", status: "open" },
    });
    expect(told(known, subscription())).toEqual(["welcome sub_1", "receipt in_1"]);
  });

  it("has no receipt for nothing, and tells of the trial", () => {
    const trial = subscription({
      status: "trialing",
      trialEndMs: 5_000,
      latestInvoice: invoice({ total: 0 }),
    });
    expect(noticesOf(null, trial)).toMatchObject([{ template: "welcome", trialEndMs: 5_000 }]);
  });

  it("has a receipt for each renewal, once it is paid", () => {
    const drafted = subscription({ latestInvoice: invoice({ id: "in_2", status: "open" }) });
    expect(told(before(), drafted)).toEqual([]);
    const waiting = before({ latestInvoice: { id: "in_2", status: "open" } });
    expect(told(waiting, subscription({ latestInvoice: invoice({ id: "in_2" }) }))).toEqual([
      "receipt in_2",
    ]);
  });

  it("tells of a failed payment when it fails and when Stripe gives up, and of the payment that came after all", () => {
    const failed = subscription({
      status: "past_due",
      latestInvoice: invoice({ id: "in_2", status: "open", nextAttemptAtMs: 9_000 }),
    });
    expect(told(before(), failed)).toEqual(["payment_failed in_2"]);
    const seen = { id: "in_2", status: "open" } as const;
    expect(told(before({ latestInvoice: seen }), failed)).toEqual(["payment_failed in_2"]);
    const overdue = before({ status: "past_due", latestInvoice: seen });
    expect(told(overdue, failed)).toEqual([]);
    expect(told(overdue, { ...failed, status: "unpaid" })).toEqual(["payment_failed in_2:last"]);
    expect(told(overdue, subscription({ latestInvoice: invoice({ id: "in_2" }) }))).toEqual([
      "receipt in_2",
    ]);
  });

  it("says nothing again of what was given up, and tells of what is written off", () => {
    const unpaid = subscription({
      status: "unpaid",
      latestInvoice: invoice({ id: "in_2", status: "uncollectible" }),
    });
    const known = before({
      status: "past_due",
      latestInvoice: { id: "in_2", status: "open" },
    });
    expect(told(known, unpaid)).toEqual(["payment_failed in_2:last"]);
    const given = before({
      status: "unpaid",
      latestInvoice: { id: "in_2", status: "uncollectible" },
    });
    expect(told(given, unpaid)).toEqual([]);
  });

  it("has a receipt for each payment between two looks, and for the one it had last seen open", () => {
    const [second, third, fourth] = [2, 3, 4].map((nth) => invoice({ id: `in_${nth}` }));
    if (!second || !third || !fourth) throw new Error("Three were made.");
    const now = subscription({ latestInvoice: fourth });
    const paid = before({ latestInvoice: { id: "in_2", status: "paid" } });
    expect(told(paid, now, [second, third, fourth])).toEqual(["receipt in_3", "receipt in_4"]);
    const open = before({ latestInvoice: { id: "in_2", status: "open" } });
    expect(told(open, now, [second, third, fourth])).toEqual([
      "receipt in_2",
      "receipt in_3",
      "receipt in_4",
    ]);
    const voided = invoice({ id: "in_3", status: "void" });
    expect(told(paid, now, [second, voided, fourth])).toEqual(["receipt in_4"]);
  });

  it("tells of an end when it is set, not again when it comes, and again when it is set anew", () => {
    const ending = subscription({ cancelAtMs: 7_000 });
    expect(told(before(), ending)).toEqual(["cancelled sub_1:7000"]);
    expect(told(before({ cancelAtMs: 7_000 }), ending)).toEqual([]);
    const ended = subscription({ status: "canceled", endedAtMs: 7_000, cancelAtMs: 7_000 });
    expect(told(before({ cancelAtMs: 7_000 }), ended)).toEqual([]);
    expect(told(before({ cancelAtMs: 7_000 }), subscription())).toEqual([]);
    expect(told(before(), subscription({ cancelAtMs: 8_000 }))).toEqual(["cancelled sub_1:8000"]);
  });

  it("tells of an end that nobody had set, or that came sooner", () => {
    const ended = subscription({ status: "canceled", endedAtMs: 3_000 });
    expect(told(before(), ended)).toEqual(["cancelled sub_1:3000"]);
    expect(told(before({ cancelAtMs: 7_000 }), ended)).toEqual(["cancelled sub_1:3000"]);
    expect(told(before({ status: "canceled" }), ended)).toEqual([]);
  });

  it("welcomes to what replaces another one, and does not say that the other has ended", () => {
    const next = subscription({
      stripeSubscriptionId: "sub_2",
      latestInvoice: invoice({ id: "in_2" }),
    });
    expect(told(before(), next)).toEqual(["welcome sub_2", "receipt in_2"]);
  });

  it("takes nothing for news in a row from before invoices were looked at", () => {
    const old = before({ latestInvoice: null });
    expect(told(old, subscription())).toEqual([]);
    expect(told(old, subscription({ latestInvoice: invoice({ id: "in_9" }) }))).toEqual([]);
  });
});
