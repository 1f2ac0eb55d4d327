import { describe, expect, it } from "vitest";
import { compareListed } from "./compare-listed.ts";
import type { Subscription } from "./subscription.ts";
import { subscription } from "./testing.ts";
import type { SubscriptionTruth } from "./truth.ts";

const row = (changes: Partial<SubscriptionTruth> = {}): Subscription => {
  const {
    checkoutId,
    replacesSubscriptionId,
    createdAtMs,
    firstPaidAtMs,
    paymentIntentId,
    latestInvoice,
    ...kept
  } = subscription(changes);
  const seen = latestInvoice && { id: latestInvoice.id, status: latestInvoice.status };
  return { ...kept, latestInvoice: seen };
};
const ended = { status: "canceled", canceledAtMs: 5_000, endedAtMs: 5_000 } as const;
const compare = (ours: Subscription | null, listed: SubscriptionTruth) =>
  compareListed("acc_1", ours, listed);

describe("G5: one subscription of a list beside our row", () => {
  it("G5: the row's own: equal, or different field by field", () => {
    expect(compare(row(), subscription())).toEqual([]);
    expect(compare(row(), subscription({ status: "past_due", quantity: 3 }))).toEqual([
      { field: "subscription.status", ours: "active", stripes: "past_due" },
      { field: "subscription.quantity", ours: 1, stripes: 3 },
    ]);
    expect(
      compare(
        row(),
        subscription({
          discount: {
            stripeDiscountId: null,
            code: "A",
            off: { is: "percent", percent: 5 },
            endsAtMs: null,
          },
        }),
      ),
    ).toMatchObject([{ field: "subscription.discount", ours: null }]);
  });

  it("G5: no row, and Stripe has one: doubted, in whatever state it is", () => {
    expect(compare(null, subscription())).toEqual([
      { field: "subscription", ours: null, stripes: "sub_1" },
    ]);
    expect(compare(null, subscription(ended))).toHaveLength(1);
  });

  it("G5: an older one that has ended stands behind the row's", () => {
    const older = subscription({ ...ended, stripeSubscriptionId: "sub_0", createdAtMs: 500 });
    expect(compare(row(), older)).toEqual([]);
    const later = { canceledAtMs: 9_000, endedAtMs: 9_000 };
    expect(compare(row({ ...ended, ...later }), older)).toEqual([]);
  });

  it("G5: one that ended after the row's, that lives beside it, or that was bought to replace it: doubted", () => {
    const later = { canceledAtMs: 9_000, endedAtMs: 9_000 };
    const other = (changes: Partial<SubscriptionTruth>) =>
      subscription({ stripeSubscriptionId: "sub_2", createdAtMs: 6_000, ...changes });
    expect(compare(row(ended), other({ ...ended, ...later }))).not.toEqual([]);
    expect(compare(row(ended), other({}))).not.toEqual([]);
    expect(compare(row(), other({}))).not.toEqual([]);
    expect(compare(row(), other({ ...ended, replacesSubscriptionId: "sub_1" }))).not.toEqual([]);
  });
});
