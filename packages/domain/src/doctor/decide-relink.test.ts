import { describe, expect, it } from "vitest";
import { accountState, checkout, subscription } from "../testing.ts";
import { decideRelink } from "./decide-relink.ts";

const customer = { stripeCustomerId: "cus_2" as const, email: "pat@example.com", name: "Pat" };
const paid = subscription({ stripeSubscriptionId: "sub_2" });
const truth = { subscriptions: [paid], openSession: null };
const relinking = {
  from: "cus_1" as const,
  customer,
  truth,
  readVersion: 0,
  reason: "a test",
};

describe("G10: a row that follows another customer", () => {
  it("G10: customer and subscription change in one commit, with both before-images", () => {
    const before = subscription({ stripeSubscriptionId: "sub_1" });
    const decision = decideRelink(accountState({ subscription: before }), relinking);
    expect(decision.writes.map(({ write }) => write)).toEqual([
      "customer.upsert",
      "subscription.upsert",
      "sync.advance",
    ]);
    expect(decision.audit).toMatchObject([
      { action: "customer.relinked", before: { stripeCustomerId: "cus_1" }, reason: "a test" },
      { action: "subscription.replaced", before: { stripeSubscriptionId: "sub_1" } },
    ]);
    // The one that the row named belongs to the other customer: it is no surplus of this one.
    expect(decision.effects.filter(({ kind }) => kind !== "email.send")).toEqual([]);
  });

  it("G10: a checkout that was opened for the former customer goes: paid, it would be a second one's", () => {
    const state = accountState({ checkouts: [checkout()] });
    const nobody = { ...truth, subscriptions: [] };
    const decision = decideRelink(state, { ...relinking, truth: nobody });
    expect(decision.writes).toContainEqual({
      write: "checkout.mark",
      id: "chk_1",
      status: "SUPERSEDED",
    });
    expect(decision.effects).toMatchObject([{ kind: "session.expire" }]);
  });

  it("G10: what was fetched before somebody wrote is fetched again", () => {
    const decision = decideRelink(accountState(), { ...relinking, readVersion: 7 });
    expect(decision).toMatchObject({ answer: { is: "stale" }, writes: [] });
  });

  it("G10: a second time there is no change of the customer to tell", () => {
    const state = accountState({ customer, subscription: paid });
    expect(decideRelink(state, relinking).audit.map(({ action }) => action)).not.toContain(
      "customer.relinked",
    );
  });

  it("G10: a row that names a third one by now keeps it", () => {
    const third = { ...customer, stripeCustomerId: "cus_3" as const };
    expect(decideRelink(accountState({ customer: third }), relinking)).toEqual({
      answer: { is: "moved", to: "cus_3" },
      writes: [],
      audit: [],
      effects: [],
    });
  });
});
