import { describe, expect, it } from "vitest";
import { decideTrialNotice } from "./decide-trial-notice.ts";
import { aboutOf } from "./notice.ts";
import { accountState, subscription } from "./testing.ts";

const dayMs = 86_400_000;
const trying = subscription({
  status: "trialing",
  unitAmount: 1_200,
  quantity: 3,
  trialEndMs: 14 * dayMs,
  currentPeriodEndMs: 14 * dayMs,
});
const toldOn = (day: number, changes: Partial<typeof trying> = {}) =>
  decideTrialNotice(accountState({ subscription: { ...trying, ...changes } }), day * dayMs).effects;

describe("G4: the end of a trial is told of in time, once", () => {
  it("three days before, with what is charged then", () => {
    expect(toldOn(11)).toMatchObject([
      { kind: "email.send", notice: { template: "trial_ending", amount: 3_600, currency: "usd" } },
    ]);
    const off = { is: "percent", percent: 50 } as const;
    const discount = { stripeDiscountId: null, code: "HALF", off, endsAtMs: null };
    expect(toldOn(13, { discount })).toMatchObject([{ notice: { amount: 1_800 } }]);
  });

  it("not before, not afterwards, not to who has ended it, nor once it is paid for", () => {
    expect(toldOn(10)).toEqual([]);
    expect(toldOn(14)).toEqual([]);
    expect(toldOn(12, { cancelAtMs: 14 * dayMs })).toEqual([]);
    expect(toldOn(12, { status: "active" })).toEqual([]);
  });

  it("another end is other news", () => {
    const notice = (trialEndMs: number) =>
      aboutOf({
        template: "trial_ending",
        subscriptionId: "sub_1",
        planName: null,
        trialEndMs,
        amount: 0,
        currency: "usd",
        card: null,
      });
    expect(notice(1)).not.toBe(notice(2));
  });
});
