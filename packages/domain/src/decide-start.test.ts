import { describe, expect, it } from "vitest";
import { decideStart, type StartRequest } from "./decide-start.ts";
import { quoteFor } from "./quote.ts";
import { accountState, checkout, plusYearly, promotion, subscription } from "./testing.ts";

const request = (changes: Partial<StartRequest> = {}): StartRequest => ({
  attempt: "attempt-1",
  revision: 1,
  choice: checkout().choice,
  quote: quoteFor(plusYearly, { is: "none" }),
  stripePriceId: "price_plus_year",
  customerId: "cus_1",
  newCheckoutId: "chk_new",
  ...changes,
});
type Changes = NonNullable<Parameters<typeof subscription>[0]>;
const toAnother = { ...checkout().choice, priceId: "enterprise_year_usd", replace: true };
const withCode = { ...checkout().choice, promotionCodeId: "promo_1", code: "WELCOME20" };
const withCodeQuote = quoteFor(plusYearly, { is: "applied", promotion: promotion() });
const writesOf = (decision: ReturnType<typeof decideStart>) =>
  decision.writes.map(({ write }) => write);

describe("G2: one payable checkout", () => {
  it("opens nothing for a customer who gave way to another while the request was under way", () => {
    const customer = { stripeCustomerId: "cus_2" as const, email: "pat@example.com", name: "Pat" };
    for (const state of [accountState({ customer }), accountState({ customer: null })])
      expect(decideStart(state, request())).toMatchObject({ answer: { is: "again" }, writes: [] });
  });

  it("opens one, with the creation of its session recorded in the same commit", () => {
    const decision = decideStart(accountState(), request());
    expect(decision.answer).toMatchObject({ is: "proceed", checkoutId: "chk_new", isNew: true });
    expect(writesOf(decision)).toEqual(["revision.raise", "checkout.open"]);
    expect(decision.effects).toMatchObject([{ kind: "session.create", checkoutId: "chk_new" }]);
    expect(decision.audit).toMatchObject([{ action: "checkout.opened" }]);
  });

  it("gives the same one again for the same choice, from any tab", () => {
    const state = accountState({ checkouts: [checkout()] });
    const decision = decideStart(state, request({ attempt: "another-tab", revision: 0 }));
    expect(decision.answer).toMatchObject({ is: "proceed", checkoutId: "chk_1", isNew: false });
    expect(decision.effects).toEqual([]);
  });

  it("opens a new one when the same choice now costs something else", () => {
    const state = accountState({ checkouts: [checkout({ dueToday: 1 })] });
    expect(decideStart(state, request()).answer).toMatchObject({ is: "proceed", isNew: true });
  });

  it("gives up a session that was looked for and not found, when its checkout was replaced meanwhile", () => {
    const old = checkout({ status: "SUPERSEDED", creation: "unsent", stripeSessionId: null });
    const open = checkout({ id: "chk_2", stripeSessionId: "cs_test_2" });
    const again = decideStart(accountState({ checkouts: [old, open] }), request());
    const other = request({ revision: 2, choice: withCode, quote: withCodeQuote });
    for (const decision of [again, decideStart(accountState({ checkouts: [old, open] }), other)]) {
      expect(decision.writes).toContainEqual({
        write: "effect.withdraw",
        slot: "session.create:chk_1",
      });
      expect(decision.writes).toContainEqual({
        write: "checkout.mark",
        id: "chk_1",
        retired: true,
      });
      expect(decision.answer).not.toMatchObject({ retire: [{ id: "chk_1" }] });
    }
  });

  it("withdraws a session that was never asked for, so that it can never be", () => {
    const state = accountState({
      checkouts: [checkout({ creation: "unsent", stripeSessionId: null })],
    });
    const decision = decideStart(
      state,
      request({ revision: 2, choice: withCode, quote: withCodeQuote }),
    );
    expect(decision.answer).toMatchObject({ is: "proceed", retire: [] });
    expect(writesOf(decision)).toEqual([
      "revision.raise",
      "effect.withdraw",
      "checkout.mark",
      "checkout.open",
    ]);
  });

  it.each(["sent", "settled"] as const)(
    "must retire one whose session was %s first",
    (creation) => {
      const state = accountState({ checkouts: [checkout({ creation })] });
      const decision = decideStart(
        state,
        request({ revision: 2, choice: withCode, quote: withCodeQuote }),
      );
      expect(decision.answer).toMatchObject({ is: "proceed", retire: [{ id: "chk_1" }] });
      expect(decision.effects).toMatchObject([
        { kind: "session.expire" },
        { kind: "session.create" },
      ]);
      expect(writesOf(decision)).not.toContain("effect.withdraw");
    },
  );

  it("must retire what an earlier crash left payable, even when the open one is used again", () => {
    const left = checkout({ id: "chk_0", status: "SUPERSEDED" });
    const state = accountState({ checkouts: [left, checkout()] });
    expect(decideStart(state, request()).answer).toMatchObject({
      isNew: false,
      retire: [{ id: "chk_0" }],
    });
  });
});

describe("G2, G3: trials and seats", () => {
  const quote = quoteFor(plusYearly, { is: "none" }, { quantity: 3, trialDays: 14, nowMs: 0 });
  const choice = { ...checkout().choice, quantity: 3 };

  it("a session has the seats and the free days of its quote", () => {
    const { effects } = decideStart(accountState(), request({ choice, quote }));
    expect(effects).toMatchObject([{ kind: "session.create", quantity: 3, trialDays: 14 }]);
  });

  it("another number of seats, or of free days, is another checkout", () => {
    const open = checkout({ choice, trialDays: 14, dueToday: 0 });
    const state = accountState({ checkouts: [open] });
    const isNew = (changes: Parameters<typeof request>[0]) =>
      decideStart(state, request({ choice, quote, ...changes })).answer;
    expect(isNew({})).toMatchObject({ isNew: false });
    expect(isNew({ choice: { ...choice, quantity: 4 } })).toMatchObject({ isNew: true });
    const week = quoteFor(plusYearly, { is: "none" }, { quantity: 3, trialDays: 7, nowMs: 0 });
    expect(isNew({ quote: week })).toMatchObject({ isNew: true });
  });

  it("promises no trial that was begun meanwhile: the price is made anew", () => {
    const trial = { stripeSubscriptionId: "sub_1", cardFingerprint: null } as const;
    expect(decideStart(accountState({ trial }), request({ choice, quote }))).toMatchObject({
      answer: { is: "again" },
      writes: [],
    });
  });
});

describe("G9: the last code typed wins", () => {
  const state = accountState({ checkouts: [checkout()], revisions: { "attempt-1": 5 } });

  it("turns away a lower revision before it can touch anything", () => {
    const decision = decideStart(state, request({ revision: 4 }));
    expect(decision.answer).toMatchObject({ is: "refused", reason: "superseded" });
    expect(decision.writes).toEqual([]);
  });

  it("turns away another choice under the same revision", () => {
    const decision = decideStart(
      state,
      request({ revision: 5, choice: withCode, quote: withCodeQuote }),
    );
    expect(decision.answer).toMatchObject({ reason: "superseded" });
  });

  it("answers the same rejected code again when asked again", () => {
    const quote = quoteFor(plusYearly, {
      is: "rejected",
      code: "X",
      rejection: { reason: "unknown" },
    });
    expect(decideStart(state, request({ revision: 5, quote })).answer).toMatchObject({
      reason: "code_rejected",
    });
  });

  it("opens a new one under the same revision when the last one ran out", () => {
    const over = accountState({ revisions: { "attempt-1": 5 } });
    expect(decideStart(over, request({ revision: 5 })).answer).toMatchObject({
      is: "proceed",
      isNew: true,
    });
  });

  it("remembers the revision of a rejected code, so that an earlier one cannot come back", () => {
    const quote = quoteFor(plusYearly, {
      is: "rejected",
      code: "X",
      rejection: { reason: "unknown" },
    });
    const decision = decideStart(state, request({ revision: 6, quote }));
    expect(decision.answer).toMatchObject({ is: "refused", reason: "code_rejected" });
    expect(decision.writes).toEqual([
      { write: "revision.raise", attempt: "attempt-1", revision: 6 },
    ]);
  });
});

describe("G3: a live subscription is protected", () => {
  it.each(["active", "trialing", "past_due", "unpaid", "paused"] as const)(
    "refuses beside one that is %s",
    (status) => {
      const decision = decideStart(
        accountState({ subscription: subscription({ status }) }),
        request(),
      );
      expect(decision.answer).toMatchObject({ reason: "already_subscribed", code: "CONFLICT" });
      expect(decision.effects).toEqual([]);
    },
  );

  it.each(["canceled", "incomplete", "incomplete_expired"] as const)(
    "allows after one that is %s",
    (status) => {
      const state = accountState({ subscription: subscription({ status }) });
      expect(decideStart(state, request()).answer).toMatchObject({ is: "proceed" });
    },
  );

  it("refuses to replace a subscription by itself: the tab that asks is behind another one", () => {
    const { priceId, quantity } = checkout().choice;
    const itself = { ...checkout().choice, replace: true };
    const asked = (change: Changes, choice = itself) =>
      decideStart(
        accountState({ subscription: subscription({ priceId, quantity, ...change }) }),
        request({ choice }),
      ).answer;
    for (const status of ["active", "trialing"] as const)
      expect(asked({ status })).toMatchObject({ reason: "already_subscribed" });
    const others: Changes[] = [
      { status: "past_due" },
      { status: "unpaid" },
      { cancelAtMs: 1 },
      { quantity: quantity + 1 },
      { priceId: "plus_month_usd" },
      { priceId: null },
    ];
    for (const change of others) expect(asked(change)).toMatchObject({ is: "proceed" });
    expect(asked({}, toAnother)).toMatchObject({ is: "proceed" });
  });

  it("names the one it will replace, so that the payment itself says so", () => {
    const state = accountState({ subscription: subscription() });
    const decision = decideStart(state, request({ choice: toAnother }));
    expect(decision.effects).toMatchObject([{ replacesSubscriptionId: "sub_1" }]);
  });

  it("refuses to replace across currencies: Stripe bills a customer in one", () => {
    const state = accountState({ subscription: subscription({ currency: "eur" }) });
    const decision = decideStart(state, request({ choice: toAnother }));
    expect(decision.answer).toMatchObject({ reason: "currency_conflict" });
  });
});
