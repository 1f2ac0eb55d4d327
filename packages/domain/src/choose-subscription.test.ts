import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { chooseSubscription } from "./choose-subscription.ts";
import { subscription } from "./testing.ts";
import type { SubscriptionTruth } from "./truth.ts";

const first = subscription({
  stripeSubscriptionId: "sub_b",
  firstPaidAtMs: 1_000,
  createdAtMs: 1_000,
});
const reasons = (all: Parameters<typeof chooseSubscription>[0]) =>
  Object.fromEntries(
    chooseSubscription(all).surplus.map(({ subscription: { stripeSubscriptionId }, reason }) => [
      stripeSubscriptionId,
      reason,
    ]),
  );

describe("G3: one live subscription, and the written policy says which", () => {
  it("keeps the first paid one; the other was paid for by accident", () => {
    const second = subscription({
      stripeSubscriptionId: "sub_a",
      firstPaidAtMs: 2_000,
      createdAtMs: 500,
    });
    expect(chooseSubscription([second, first]).current).toBe(first);
    expect(reasons([second, first])).toEqual({ sub_a: "duplicate" });
  });

  it("lets a later one replace it when it was bought for that", () => {
    const next = subscription({
      stripeSubscriptionId: "sub_c",
      firstPaidAtMs: 9_000,
      replacesSubscriptionId: "sub_b",
    });
    expect(chooseSubscription([first, next]).current).toBe(next);
    expect(reasons([first, next])).toEqual({ sub_b: "replaced" });
  });

  it("never takes a replacement for a duplicate, even when both were paid in the same second", () => {
    const next = subscription({ stripeSubscriptionId: "sub_a", replacesSubscriptionId: "sub_b" });
    expect(chooseSubscription([next, first]).current).toBe(next);
    expect(reasons([next, first])).toEqual({ sub_b: "replaced" });
  });

  it("keeps a replacement while a duplicate of the replaced one has yet to end", () => {
    const ended = subscription({ ...first, status: "canceled", endedAtMs: 9_000 });
    const duplicate = subscription({ stripeSubscriptionId: "sub_c", firstPaidAtMs: 5_000 });
    const next = subscription({
      stripeSubscriptionId: "sub_d",
      firstPaidAtMs: 9_000,
      replacesSubscriptionId: "sub_b",
    });
    expect(chooseSubscription([ended, duplicate, next]).current).toBe(next);
    expect(reasons([ended, duplicate, next])).toEqual({ sub_c: "duplicate" });
    const sameSecond = subscription({ ...duplicate, firstPaidAtMs: 1_000 });
    expect(chooseSubscription([ended, sameSecond, next], "sub_d").current).toBe(next);
  });

  it("keeps a replacement beside a duplicate of the same second, whatever their ids", () => {
    const next = subscription({
      stripeSubscriptionId: "sub_d",
      firstPaidAtMs: 1_000,
      createdAtMs: 1_000,
      replacesSubscriptionId: "sub_b",
    });
    const duplicate = subscription({ ...first, stripeSubscriptionId: "sub_a" });
    expect(chooseSubscription([first, duplicate, next], "sub_d").current).toBe(next);
  });

  it("lets one of two replacements win; the other is paid back", () => {
    const one = subscription({
      stripeSubscriptionId: "sub_c",
      firstPaidAtMs: 5_000,
      replacesSubscriptionId: "sub_b",
    });
    const two = subscription({
      stripeSubscriptionId: "sub_d",
      firstPaidAtMs: 6_000,
      replacesSubscriptionId: "sub_b",
    });
    expect(chooseSubscription([two, first, one]).current).toBe(one);
    expect(reasons([two, first, one])).toEqual({ sub_b: "replaced", sub_d: "duplicate" });
  });

  it("shows the last one that was live when none is", () => {
    const old = subscription({ stripeSubscriptionId: "sub_a", status: "canceled", createdAtMs: 1 });
    const last = subscription({
      stripeSubscriptionId: "sub_b",
      status: "canceled",
      createdAtMs: 2,
    });
    const never = subscription({
      stripeSubscriptionId: "sub_c",
      status: "incomplete",
      createdAtMs: 3,
    });
    expect(chooseSubscription([never, old, last])).toEqual({ current: last, surplus: [] });
    expect(chooseSubscription([]).current).toBeNull();
  });

  it("ends what was replaced even if the replacement was paid and ended before anybody looked", () => {
    const over = subscription({
      stripeSubscriptionId: "sub_c",
      status: "canceled",
      firstPaidAtMs: 5_000,
      endedAtMs: 6_000,
      replacesSubscriptionId: "sub_b",
    });
    expect(chooseSubscription([first, over]).current).toBe(over);
    expect(reasons([first, over])).toEqual({ sub_b: "replaced" });
    const ended = { ...first, status: "canceled" as const, endedAtMs: 7_000 };
    expect(chooseSubscription([ended, over], "sub_b").current).toBe(over);
    const unpaid = { ...over, firstPaidAtMs: null };
    expect(chooseSubscription([first, unpaid])).toEqual({ current: first, surplus: [] });
  });

  it("stays with the one our row names when two are of the same second, live or ended", () => {
    const other = subscription({ ...first, stripeSubscriptionId: "sub_a" });
    expect(chooseSubscription([other, first], "sub_b").current).toBe(first);
    expect(chooseSubscription([other, first], "sub_a").current).toBe(other);
    const ended = [other, first].map((one) => ({
      ...one,
      status: "canceled" as const,
      endedAtMs: 2_000,
    }));
    expect(chooseSubscription(ended, "sub_a").current?.stripeSubscriptionId).toBe("sub_a");
    expect(chooseSubscription(ended, "sub_b").current?.stripeSubscriptionId).toBe("sub_b");
  });

  it("shows the one that was live last, not an accidental duplicate that is younger and was ended first", () => {
    const kept = subscription({
      stripeSubscriptionId: "sub_a",
      status: "canceled",
      createdAtMs: 1,
      endedAtMs: 9_000,
    });
    const duplicate = subscription({
      stripeSubscriptionId: "sub_b",
      status: "canceled",
      createdAtMs: 2,
      endedAtMs: 3_000,
    });
    expect(chooseSubscription([duplicate, kept]).current).toBe(kept);
  });

  it("chooses the same whatever order Stripe lists them in, and ends every other live one", () => {
    const status = fc.constantFrom("active", "trialing", "past_due", "canceled", "incomplete");
    const ids = ["sub_a", "sub_b", "sub_c", "sub_d"] as const;
    const many = fc
      .tuple(
        ...ids.map(() =>
          fc.tuple(status, fc.integer({ min: 1, max: 3 }), fc.constantFrom(null, ...ids)),
        ),
      )
      .map((rows) =>
        rows.map(([status, paid, replaces], index) =>
          subscription({
            stripeSubscriptionId: ids[index] ?? "sub_a",
            status,
            createdAtMs: paid,
            firstPaidAtMs: paid,
            // Only an older one can be replaced: it must exist when the checkout is opened.
            replacesSubscriptionId: ids.slice(0, index).find((id) => id === replaces) ?? null,
          }),
        ),
      );
    fc.assert(
      fc.property(many, fc.integer(), (all, seed) => {
        const shuffled = all.toSorted(
          (a, b) => hash(a.stripeSubscriptionId, seed) - hash(b.stripeSubscriptionId, seed),
        );
        const [one, two] = [chooseSubscription(all), chooseSubscription(shuffled)];
        expect(two.current).toBe(one.current);
        expect(reasons(shuffled)).toEqual(reasons(all));
        const live: readonly SubscriptionTruth[] = all.filter((s) =>
          ["active", "trialing", "past_due"].includes(s.status),
        );
        const isLeft = one.current !== null && live.includes(one.current);
        expect(one.surplus).toHaveLength(live.length - (isLeft ? 1 : 0));
      }),
    );
  });
});

const hash = (text: string, seed: number): number =>
  [...text].reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0) + seed) % 1_009, 7);
