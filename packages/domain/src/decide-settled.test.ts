import { describe, expect, it } from "vitest";
import { decideSettled } from "./decide-settled.ts";
import type { EffectIntent, Outcome } from "./effect.ts";
import { accountState, checkout } from "./testing.ts";

const done = (id: string): Outcome => ({ is: "done", result: { id }, how: "sent" });
const refused: Outcome = {
  is: "refused",
  status: 400,
  errorCode: null,
  param: null,
  message: "No.",
};
const create: EffectIntent = {
  kind: "session.create",
  accountId: "acc_1",
  checkoutId: "chk_1",
  customerId: "cus_1",
  quantity: 1,
  trialDays: 0,
  needsCard: true,
  stripePriceId: "price_1",
  promotionCodeId: null,
  attempt: "attempt-1",
  priceId: "plus_year_usd",
  code: null,
  ui: "embedded",
  replacesSubscriptionId: null,
};

describe("G4: an outcome and what follows from it are one commit", () => {
  it("G1: a late update of a customer who was deleted meanwhile does not bring them back", () => {
    const late: EffectIntent = {
      kind: "customer.update",
      accountId: "acc_1",
      customerId: "cus_old",
      email: "pat@example.com",
      name: "Pat",
      version: 1,
    };
    expect(decideSettled(accountState(), late, done("cus_old")).writes).toEqual([]);
  });

  it("G1: keeps the customer, and brings it up to date if the e-mail changed while the answer was lost", () => {
    const person = {
      kind: "customer.create",
      accountId: "acc_1",
      ordinal: 1,
      email: "old@example.com",
      name: "Pat",
    } as const;
    const decision = decideSettled(accountState({ customer: null }), person, done("cus_9"));
    expect(decision.writes).toMatchObject([
      { customer: { stripeCustomerId: "cus_9", email: "old@example.com" } },
    ]);
    expect(decision.effects).toMatchObject([{ kind: "customer.update", email: "pat@example.com" }]);
  });

  it("G2: a session that arrives after its checkout was superseded is expired at once", () => {
    const open = accountState({ checkouts: [checkout()] });
    expect(decideSettled(open, create, done("cs_1")).effects).toEqual([]);
    const late = accountState({ checkouts: [checkout({ status: "SUPERSEDED" })] });
    expect(decideSettled(late, create, done("cs_1")).effects).toMatchObject([
      { kind: "session.expire", sessionId: "cs_1" },
    ]);
  });

  it("a refused creation leaves nothing to pay, and does not reopen what was superseded", () => {
    const open = accountState({ checkouts: [checkout()] });
    expect(decideSettled(open, create, refused).writes).toEqual([
      { write: "checkout.mark", id: "chk_1", retired: true, status: "EXPIRED" },
    ]);
    const late = accountState({ checkouts: [checkout({ status: "SUPERSEDED" })] });
    expect(decideSettled(late, create, refused).writes).toEqual([
      { write: "checkout.mark", id: "chk_1", retired: true },
    ]);
  });

  it.each([
    [
      "the end of a duplicate",
      {
        kind: "subscription.cancel",
        accountId: "acc_1",
        subscriptionId: "sub_2",
        reason: "duplicate",
      },
      "subscription.cancel_refused",
    ],
    [
      "the refund of a duplicate",
      { kind: "payment.refund", accountId: "acc_1", paymentIntentId: "pi_2" },
      "payment.refund_refused",
    ],
  ] as const)(
    "G7: that %s was refused is in the story, with Stripe's words",
    (_, intent, action) => {
      expect(decideSettled(accountState(), intent, refused)).toMatchObject({
        writes: [],
        audit: [{ action, after: intent, reason: "No." }],
        effects: [],
      });
    },
  );

  it("a refused expiry settles nothing: it may have been paid, and only Stripe knows", () => {
    const expire = {
      kind: "session.expire",
      accountId: "acc_1",
      checkoutId: "chk_1",
      sessionId: "cs_1",
    } as const;
    expect(decideSettled(accountState(), expire, refused).writes).toEqual([]);
  });
});
