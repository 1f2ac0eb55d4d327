import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { subscription } from "../testing.ts";
import { chooseSurvivor } from "./choose-survivor.ts";
import { charted, paid } from "./testing.ts";

const older = charted({ id: "cus_older", createdAtMs: 1_000 });
const newer = charted({ id: "cus_newer", createdAtMs: 2_000 });

describe("G10: which of several customers stays", () => {
  it.each([
    ["who pays, before who tries", { subscriptions: [paid] }, "lives and is paid"],
    ["who has paid more often", { paidInvoices: 3 }, "most paid invoices"],
    ["who has a credit", { balance: -500 }, "credit"],
    ["who has a card", { hasPaymentMethod: true }, "way to pay"],
  ])("G10: %s", (_what, changes, why) => {
    const trying = charted({
      ...older,
      subscriptions: [subscription({ status: "trialing", firstPaidAtMs: null })],
    });
    const first = "subscriptions" in changes ? trying : older;
    const chosen = chooseSurvivor([first, { ...newer, ...changes }]);
    expect(chosen?.survivor.id).toBe("cus_newer");
    expect(chosen?.why).toContain(why);
  });

  it("G10: who has paid and owes the next payment, before a trial that nobody has ever paid for", () => {
    const trial = subscription({ status: "trialing", firstPaidAtMs: null });
    const trying = charted({ ...older, subscriptions: [trial], hasPaymentMethod: true });
    const owing = (firstPaidAtMs: number | null) =>
      charted({ ...newer, subscriptions: [subscription({ status: "past_due", firstPaidAtMs })] });
    const staysBesideTrial = (firstPaidAtMs: number | null) =>
      chooseSurvivor([trying, owing(firstPaidAtMs)])?.survivor.id;
    expect(staysBesideTrial(1_000)).toBe("cus_newer");
    expect(staysBesideTrial(null)).toBe("cus_older");
  });

  it("G10: all else equal the oldest, and of the same second the id", () => {
    expect(chooseSurvivor([newer, older])?.survivor.id).toBe("cus_older");
    const twin = charted({ id: "cus_a", createdAtMs: 1_000 });
    expect(chooseSurvivor([older, twin])?.survivor.id).toBe("cus_a");
  });

  it("G10: in whatever order they come, two machines choose alike", () => {
    const some = fc.record({
      id: fc.integer({ min: 0, max: 5 }).map((n) => `cus_${n}` as const),
      createdAtMs: fc.integer({ min: 0, max: 2 }),
      paidInvoices: fc.integer({ min: 0, max: 2 }),
      balance: fc.integer({ min: -2, max: 2 }),
      hasPaymentMethod: fc.boolean(),
      subscriptions: fc.subarray([paid]),
    });
    const several = fc.uniqueArray(some, { selector: ({ id }) => id, minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(several, fc.nat(), (customers, turn) => {
        const all = customers.map((one) => charted(one));
        const at = turn % all.length;
        const turned = [...all.slice(at), ...all.slice(0, at)].toReversed();
        expect(chooseSurvivor(turned)?.survivor.id).toBe(chooseSurvivor(all)?.survivor.id);
      }),
    );
  });
});
