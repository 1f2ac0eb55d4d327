import { describe, expect, it } from "vitest";
import type { AccountState } from "./account.ts";
import { decideSync } from "./decide-sync.ts";
import { accountState, plusYearly, subscription } from "./testing.ts";
import { trialDaysFor } from "./trial.ts";
import { trialChange } from "./trial-change.ts";

const price = { ...plusYearly, trialDays: 14 };
const used = { stripeSubscriptionId: "sub_before", cardFingerprint: "card_1" } as const;
const trying = subscription({
  status: "trialing",
  checkoutId: "chk_1",
  cardFingerprint: "card_1",
});

describe("G3: who may try a plan for nothing", () => {
  it.each([
    ["somebody new", accountState(), 14],
    ["who has had a trial", accountState({ trial: used }), 0],
    ["who pays already", accountState({ subscription: subscription() }), 0],
    [
      "who has a plan for nothing",
      accountState({ subscription: subscription({ unitAmount: 0 }) }),
      14,
    ],
    [
      "whose subscription is over",
      accountState({ subscription: subscription({ status: "canceled" }) }),
      14,
    ],
  ])("%s", (_who, state, days) => {
    expect(trialDaysFor(price, state)).toBe(days);
  });

  it("what costs nothing is not tried", () => {
    expect(trialDaysFor({ ...price, unitAmount: 0 }, accountState())).toBe(0);
  });
});

describe("G3: one trial for each account and each card", () => {
  it("the first is written down, with its card", () => {
    expect(trialChange(accountState(), trying)).toMatchObject({
      writes: [
        { write: "trial.use", trial: { stripeSubscriptionId: "sub_1", cardFingerprint: "card_1" } },
      ],
      audit: [{ action: "trial.used" }],
      effects: [],
    });
  });

  it.each([
    ["the account had one", accountState({ trial: used })],
    ["the card had one elsewhere", accountState({ usedCards: ["card_1"] })],
  ])("a second is ended: %s", (_why, state) => {
    expect(trialChange(state, trying)).toMatchObject({
      writes: [],
      effects: [
        {
          kind: "subscription.update",
          subscriptionId: "sub_1",
          actionId: "second-trial",
          change: { is: "end_trial" },
        },
      ],
    });
  });

  it.each([
    ["its own, at each later look", { trial: { ...used, stripeSubscriptionId: "sub_1" } }, trying],
    ["one that support has given", { trial: used }, { ...trying, checkoutId: null }],
    ["one that is to end with the trial", { trial: used }, { ...trying, cancelAtMs: 2_000 }],
    ["one that is over", { trial: used }, { ...trying, status: "active" }],
  ] as const)("nothing is done about %s", (_what, state, seen) => {
    expect(trialChange(accountState(state), seen)).toEqual({
      writes: [],
      audit: [],
      effects: [],
      isEnding: false,
    });
  });

  it("whoever has no free days is not welcomed to any", () => {
    const seen = { ...trying, trialEndMs: 9_000, currentPeriodEndMs: 9_000 };
    const truth = { subscriptions: [seen], openSession: null };
    const welcomeOf = (state: Partial<AccountState>) =>
      decideSync(accountState(state), truth, 0).effects.find(({ kind }) => kind === "email.send");
    expect(welcomeOf({})).toMatchObject({ notice: { template: "welcome", trialEndMs: 9_000 } });
    expect(welcomeOf({ trial: used })).toMatchObject({
      notice: { template: "welcome", trialEndMs: null, renewsAtMs: null },
    });
  });

  it("waits while something else about the subscription is in doubt, but not for itself", () => {
    const second = (running: string[]) =>
      trialChange(accountState({ trial: used, running }), trying).effects.length;
    expect(second(["invoice.pay:in_1:an-action"])).toBe(0);
    expect(second(["subscription.update:sub_1:second-trial"])).toBe(1);
  });

  it("another card that was used elsewhere does not matter", () => {
    expect(trialChange(accountState({ usedCards: ["card_2"] }), trying).effects).toEqual([]);
  });
});
