import { describe, expect, it } from "vitest";
import { decideSync } from "./decide-sync.ts";
import type { EffectIntent } from "./effect.ts";
import type { Subscription } from "./subscription.ts";
import { accountState, checkout, invoice, subscription } from "./testing.ts";
import type { SessionTruth, SubscriptionTruth } from "./truth.ts";

const row = (truth: SubscriptionTruth): Subscription => {
  const {
    checkoutId,
    replacesSubscriptionId,
    createdAtMs,
    firstPaidAtMs,
    paymentIntentId,
    cardFingerprint,
    latestInvoice,
    ...kept
  } = truth;
  const seen = latestInvoice && { id: latestInvoice.id, status: latestInvoice.status };
  return { ...kept, lastScheduleId: null, latestInvoice: seen };
};
/** What is done about it at Stripe. */
const atStripe = ({ effects }: { effects: EffectIntent[] }) =>
  effects.filter(({ kind }) => kind !== "email.send");
const truth = (...subscriptions: SubscriptionTruth[]) => ({ subscriptions, openSession: null });
const session = (status: SessionTruth["status"]): SessionTruth => ({
  id: "cs_test_1",
  status,
  paymentStatus: "paid",
  amountTotal: 19_200,
  currency: "usd",
  clientSecret: null,
  url: null,
});

describe("G5: an event is a doorbell; the truth decides", () => {
  it("writes nothing when the rows changed while Stripe was asked", () => {
    const state = accountState({ account: { ...accountState().account, syncVersion: 8 } });
    expect(decideSync(state, truth(subscription()), 7)).toEqual({
      answer: { is: "stale", version: 8 },
      writes: [],
      audit: [],
      effects: [],
    });
  });

  it("changes nothing the second time, but counts the look: an older answer on its way is no news any more", () => {
    const state = accountState({ subscription: row(subscription()) });
    expect(decideSync(state, truth(subscription()), 0)).toMatchObject({
      writes: [{ write: "sync.advance" }],
      audit: [],
      effects: [],
    });
  });

  it("marks what was bought as completed, whichever side of a replacement it is on", () => {
    const state = accountState({ checkouts: [checkout({ status: "SUPERSEDED" })] });
    const decision = decideSync(state, truth(subscription({ checkoutId: "chk_1" })), 0);
    expect(decision.writes).toContainEqual({
      write: "checkout.mark",
      id: "chk_1",
      status: "COMPLETED",
      retired: true,
    });
  });

  it("leaves an open checkout alone when what was fetched is the session of the one it replaced", () => {
    const state = accountState({ checkouts: [checkout({ stripeSessionId: "cs_test_2" })] });
    for (const status of ["expired", "complete"] as const) {
      const stale = { subscriptions: [], openSession: session(status) };
      expect(decideSync(state, stale, 0).writes).toEqual([{ write: "sync.advance" }]);
    }
  });

  it("closes an open checkout whose session ran out", () => {
    const state = accountState({ checkouts: [checkout()] });
    const decision = decideSync(state, { subscriptions: [], openSession: session("expired") }, 0);
    expect(decision.writes).toContainEqual({
      write: "checkout.mark",
      id: "chk_1",
      status: "EXPIRED",
      retired: true,
    });
  });

  it("leaves an open one alone", () => {
    const state = accountState({ checkouts: [checkout()] });
    expect(
      decideSync(state, { subscriptions: [], openSession: session("open") }, 0).writes,
    ).toEqual([{ write: "sync.advance" }]);
  });
});

describe("G3: one live subscription", () => {
  it("keeps what is replaced as before-image, whatever its status was, and ends it with credit", () => {
    const old = subscription();
    const next = subscription({
      stripeSubscriptionId: "sub_2",
      replacesSubscriptionId: "sub_1",
      planName: "Enterprise",
    });
    const decision = decideSync(accountState({ subscription: row(old) }), truth(old, next), 0);
    expect(decision.audit).toMatchObject([
      {
        action: "subscription.replaced",
        before: row(old),
        after: { stripeSubscriptionId: "sub_2" },
      },
    ]);
    expect(atStripe(decision)).toEqual([
      {
        kind: "subscription.cancel",
        accountId: "acc_1",
        subscriptionId: "sub_1",
        reason: "replaced",
      },
    ]);
    expect(decision.answer).toMatchObject({ replaced: { from: row(old), to: row(next) } });
  });

  it.each([
    ["is past due", { status: "past_due" }],
    ["is unpaid", { status: "unpaid" }],
    ["has just renewed, and was not charged yet", { latestInvoice: invoice({ status: "draft" }) }],
    ["waits for its payment", { latestInvoice: invoice({ status: "open" }) }],
    ["was forgiven", { latestInvoice: invoice({ status: "uncollectible" }) }],
  ] as const)("G3: gives no credit where what is replaced %s", (_, changes) => {
    const old = subscription(changes);
    const next = subscription({ stripeSubscriptionId: "sub_2", replacesSubscriptionId: "sub_1" });
    const decision = decideSync(accountState({ subscription: row(old) }), truth(old, next), 0);
    expect(atStripe(decision)).toMatchObject([
      { kind: "subscription.cancel", subscriptionId: "sub_1", reason: "replaced_unpaid" },
    ]);
  });

  it("G3: gives credit for a paid period also while the invoice of a change of it waits for the bank", () => {
    const pendingChange = {
      planKey: "enterprise",
      planName: "Enterprise",
      priceId: "enterprise_year_usd",
      stripePriceId: "price_enterprise_year",
      unitAmount: 48_000,
      interval: "year" as const,
      quantity: 1,
      expiresAtMs: 2_000,
    };
    const old = subscription({ pendingChange, latestInvoice: invoice({ status: "open" }) });
    const next = subscription({ stripeSubscriptionId: "sub_2", replacesSubscriptionId: "sub_1" });
    const decision = decideSync(accountState({ subscription: row(old) }), truth(old, next), 0);
    expect(atStripe(decision)).toMatchObject([{ subscriptionId: "sub_1", reason: "replaced" }]);
  });

  it("ends and refunds what was paid for twice", () => {
    const second = subscription({
      stripeSubscriptionId: "sub_2",
      firstPaidAtMs: 2_000,
      paymentIntentId: "pi_2",
    });
    const decision = decideSync(accountState(), truth(subscription(), second), 0);
    expect(atStripe(decision).map(({ kind }) => kind)).toEqual([
      "subscription.cancel",
      "payment.refund",
    ]);
  });

  it("G2: no checkout stays payable beside a live subscription that it does not replace", () => {
    const state = accountState({ checkouts: [checkout({ id: "chk_2" })] });
    const decision = decideSync(state, truth(subscription({ checkoutId: "chk_1" })), 0);
    expect(atStripe(decision)).toMatchObject([{ kind: "session.expire", checkoutId: "chk_2" }]);
    const replacing = accountState({ checkouts: [checkout({ replacesSubscriptionId: "sub_1" })] });
    const toItself = subscription({ priceId: checkout().choice.priceId });
    const toAnother = subscription({ priceId: "starter_month_usd" });
    expect(atStripe(decideSync(replacing, truth(toAnother), 0))).toEqual([]);
    expect(atStripe(decideSync(replacing, truth(toItself), 0))).toMatchObject([
      { kind: "session.expire" },
    ]);
  });
});
