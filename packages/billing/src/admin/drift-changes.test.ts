import { subscriptionStatuses, toAccountId } from "@idem/domain";
import { describe, expect, it } from "vitest";
import { driftChanges } from "./drift-changes.ts";
import { driftRemedy } from "./drift-remedy.ts";

const inDollars = (field: string, ours: unknown, stripes: unknown) =>
  driftChanges({ differences: [{ field, ours, stripes }], currency: "usd" });

describe("a difference in words", () => {
  it.each([
    ["planName", "Plus", "Enterprise", "Plan"],
    ["quantity", 1, 3, "Seats"],
    ["interval", "month", "year", "Billed every"],
  ])("%s, as the story says it", (field, ours, stripes, what) => {
    expect(inDollars(`subscription.${field}`, ours, stripes)).toEqual([
      {
        what,
        from: { is: "text", text: String(ours) },
        to: { is: "text", text: String(stripes) },
      },
    ]);
  });

  it.each(subscriptionStatuses)("status %s", (status) => {
    const [change] = inDollars("subscription.status", "somewhere", status);
    expect(change).toMatchObject({ what: "Status", to: { text: status.replaceAll("_", " ") } });
  });

  it("money in the currency of the row, or of the other side where that differs, too", () => {
    expect(inDollars("subscription.unitAmount", 1_600, 4_800)).toEqual([
      {
        what: "Price",
        from: { is: "money", amount: 1_600, currency: "usd" },
        to: { is: "money", amount: 4_800, currency: "usd" },
      },
    ]);
    const differences = [
      { field: "subscription.unitAmount", ours: 1_600, stripes: 2_000 },
      { field: "subscription.currency", ours: "usd", stripes: "jpy" },
    ];
    expect(driftChanges({ differences, currency: null })[0]?.to).toEqual({
      ...{ is: "money", amount: 2_000, currency: "jpy" },
    });
  });

  it("money of an account whose row is gone: the number, and that it is in minor units", () => {
    const differences = [{ field: "subscription.unitAmount", ours: 1_600, stripes: 2_000 }];
    expect(driftChanges({ differences, currency: null })).toEqual([
      {
        what: "Price in minor units",
        from: { is: "text", text: "1600" },
        to: { is: "text", text: "2000" },
      },
    ]);
  });

  it("dates: also of fields that the story does not tell of, and of those that are set on one side alone", () => {
    const at = Date.UTC(2026, 10, 21);
    expect(inDollars("subscription.cancelAtMs", null, at)).toEqual([
      {
        what: "Ends",
        from: { is: "nothing" },
        to: { is: "moment", at: "2026-11-21T00:00:00.000Z" },
      },
    ]);
    expect(inDollars("subscription.canceledAtMs", at, null)).toMatchObject([
      { what: "Cancelled on", to: { is: "nothing" } },
    ]);
  });

  it("what differs in a part that has no words is told by its parts, and never left out", () => {
    const off = { is: "percent", percent: 20 };
    const [change] = inDollars(
      "subscription.discount",
      { stripeDiscountId: "di_1", code: "A", off, endsAtMs: null },
      { stripeDiscountId: "di_2", code: "A", off, endsAtMs: 0 },
    );
    expect(change).toEqual({
      what: "Discount",
      from: { is: "text", text: "stripeDiscountId di_1, code A, off (is percent, percent 20)" },
      to: {
        is: "text",
        text: "stripeDiscountId di_2, code A, off (is percent, percent 20), endsAt 1970-01-01T00:00Z",
      },
    });
  });

  it.each([
    ["subscription", null, "sub_1", "Subscription", "not here", "sub_1"],
    ["subscription", "sub_1", null, "Subscription", "sub_1", "not at Stripe"],
    ["customer", "cus_1", "deleted", "Customer", "cus_1", "deleted at Stripe"],
    ["customer", "cus_1", "unknown", "Customer", "cus_1", "never heard of by Stripe"],
    ["customer", "cus_1", "cus_2", "Customer", "cus_1", "cus_2"],
    ["account", null, "acc_1", "Account", "not here", "named by it: acc_1"],
    ["checkout chk_1", "OPEN", "EXPIRED", "Checkout chk_1", "open", "expired"],
  ])("%s: %s here, %s at Stripe", (field, ours, stripes, what, here, there) => {
    expect(inDollars(field, ours, stripes)).toEqual([
      { what, from: { is: "text", text: here }, to: { is: "text", text: there } },
    ]);
  });

  it("what is due at Stripe is called as the story calls it; what another version found, by its name", () => {
    expect(inDollars("subscription.cancel:sub_2", null, "due")).toEqual([
      {
        what: "End a subscription at Stripe",
        from: { is: "nothing" },
        to: { is: "text", text: "due: sub_2" },
      },
    ]);
    expect(inDollars("entitlement", { a: 1 }, "b")).toEqual([
      {
        what: "Entitlement",
        from: { is: "text", text: "a 1" },
        to: { is: "text", text: "b" },
      },
    ]);
  });
});

const account = "acc_1";
const kept = (field: string, ours: unknown, stripes: unknown, accountId: string | null = account) =>
  driftRemedy({
    outcome: "kept",
    accountId: accountId === null ? null : toAccountId(accountId),
    differences: [{ field, ours, stripes }],
  });

describe("what can be done about what was kept for people", () => {
  it("nothing where it was healed, or somebody has accepted it", () => {
    for (const outcome of ["healed", "accepted"] as const)
      expect(driftRemedy({ outcome, accountId: toAccountId(account), differences: [] })).toBeNull();
  });

  it.each([
    ["another customer", "customer", "cus_1", "cus_2", "duplicates"],
    ["a customer that nothing proves to be theirs", "customer", null, "cus_2", "duplicates"],
    ["a customer that Stripe has never heard of", "customer", "cus_1", "unknown", "key"],
    ["a subscription that Stripe has never heard of", "subscription", "sub_1", null, "key"],
    ["a deleted customer that could not be forgotten", "customer", "cus_1", "deleted", "accept"],
    ["an end that is still due", "subscription.cancel:sub_2", null, "due", "accept"],
    ["a field that could not be healed", "subscription.status", "active", "canceled", "accept"],
  ] as const)("%s", (_, field, ours, stripes, remedy) => {
    expect(kept(field, ours, stripes)).toBe(remedy);
  });

  it("what belongs to no account here is for Stripe’s own pages", () => {
    expect(kept("account", null, "acc_of_yesterday", null)).toBe("stripe");
  });
});
