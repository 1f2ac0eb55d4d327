import { describe, expect, it } from "vitest";
import type { AccountState } from "./account.ts";
import type { Action } from "./action.ts";
import { decideAction } from "./decide-action.ts";
import { decideSettled } from "./decide-settled.ts";
import type { Decision } from "./decision.ts";
import type { EffectIntent, Outcome } from "./effect.ts";
import { planTarget, whenToChange } from "./plan-change.ts";
import { isLive, type Subscription } from "./subscription.ts";
import { accountState, plusYearly, subscription } from "./testing.ts";

const enterprise = planTarget(
  {
    ...plusYearly,
    id: "pro_year_usd",
    planKey: "pro",
    unitAmount: 48_000,
    stripePriceId: "price_pro",
  },
  1,
);

const withSubscription = (changes: Partial<Subscription> = {}): AccountState =>
  accountState({ subscription: { ...subscription(), ...changes } });

const ask = (state: AccountState, action: Action) =>
  decideAction(state, { actionId: "action-1", subscriptionId: "sub_1", action });

const changeNow: Action = {
  is: "change_now",
  to: enterprise,
  prorationDateMs: 1_500,
  withBank: false,
};
const later: Action = { is: "change_at_renewal", to: enterprise };

const effectOf = (decision: Decision<unknown>): EffectIntent => {
  const [effect] = decision.effects;
  if (effect === undefined) throw new Error("No effect was ordered.");
  return effect;
};

/** Everything is carried out as ordered, until it is as was asked for. */
function carryOut(state: AccountState, action: Action): { state: AccountState; kinds: string[] } {
  const kinds: string[] = [];
  let now = state;
  for (let step = 0; step < 6; step++) {
    const decision = ask(now, action);
    if (decision.answer.is !== "carry_out") return { state: now, kinds };
    const queue = [...decision.effects];
    for (let effect = queue.shift(); effect !== undefined; effect = queue.shift()) {
      kinds.push(effect.kind);
      const settled = decideSettled(now, effect, {
        is: "done",
        result: { id: "sub_sched_1" },
        how: "sent",
      });
      for (const write of settled.writes)
        if (write.write === "subscription.upsert")
          now = { ...now, subscription: write.subscription };
      queue.push(...settled.effects);
    }
  }
  throw new Error("It never came to an end.");
}

describe("G3: an action on a running subscription", () => {
  it("is recorded as one effect, with what was asked for in the account's story", () => {
    const decision = ask(withSubscription(), changeNow);
    expect(decision.answer).toEqual({
      is: "carry_out",
      slots: ["subscription.update:sub_1:action-1"],
      isOwn: true,
    });
    expect(decision.audit.map(({ action }) => action)).toEqual(["subscription.change_asked"]);
  });

  it("waits for the one that is in doubt, whoever asked for it", () => {
    const state = { ...withSubscription(), running: ["subscription.update:sub_1:other"] };
    expect(ask(state, changeNow)).toMatchObject({
      answer: { is: "carry_out", slots: ["subscription.update:sub_1:other"], isOwn: false },
      effects: [],
    });
  });

  it("touches no other subscription than the one on the screen", () => {
    const state = withSubscription({ stripeSubscriptionId: "sub_2" });
    expect(ask(state, { is: "cancel_now", reason: null }).answer).toMatchObject({
      reason: "subscription_changed",
    });
  });

  it.each<[string, Partial<Subscription>, Action]>([
    ["changed already", { priceId: enterprise.priceId }, changeNow],
    ["set to end already", { cancelAtMs: 2_000 }, { is: "cancel_at_period_end", reason: null }],
    ["ended already", { status: "canceled" }, { is: "cancel_now", reason: null }],
    ["going on anyway", {}, { is: "resume" }],
    ["without a planned change", {}, { is: "undo_change" }],
    [
      "planned already",
      { scheduleId: "sub_sched_1", scheduledChange: { ...enterprise, atMs: 2_000 } },
      later,
    ],
    ["paid already", {}, { is: "pay_invoice", invoiceId: "in_1" }],
  ])("does nothing to one that is %s", (_name, changes, action) => {
    expect(ask(withSubscription(changes), action)).toEqual({
      answer: { is: "already" },
      writes: [],
      audit: [],
      effects: [],
    });
  });

  it.each<[string, Partial<Subscription>]>([
    ["subscription_ending", { cancelAtMs: 2_000 }],
    ["payment_due", { status: "past_due" }],
    ["no_subscription", { status: "canceled" }],
  ])("refuses a change of plan: %s", (reason, changes) => {
    expect(ask(withSubscription(changes), changeNow).answer).toMatchObject({
      is: "refused",
      reason,
    });
  });

  it("leads to the bank where the change waits for it already, whichever tab asks", () => {
    const waiting = { pendingChange: { ...enterprise, expiresAtMs: 9_000 } };
    expect(ask(withSubscription(waiting), changeNow)).toMatchObject({
      answer: { is: "to_confirm" },
      effects: [],
    });
  });

  it("G3: asked for with the bank's word, the plan stays until it is given", () => {
    const withBank: Action = { ...changeNow, withBank: true };
    const effect = effectOf(ask(withSubscription(), withBank));
    const done: Outcome = { is: "done", result: { id: "sub_1" }, how: "sent" };
    expect(decideSettled(withSubscription(), effect, done).writes).toMatchObject([
      {
        subscription: { priceId: "plus_year_usd", pendingChange: { priceId: enterprise.priceId } },
      },
      // What a look has read before Stripe did this must not be written any more (G5).
      { write: "sync.advance" },
    ]);
  });

  it("plans a change for the renewal in two steps, and takes it back in one", () => {
    const planned = carryOut(withSubscription(), later);
    expect(planned.kinds).toEqual(["schedule.create", "schedule.plan"]);
    expect(planned.state.subscription?.scheduledChange).toEqual({ ...enterprise, atMs: 2_000 });
    const undone = carryOut(planned.state, { is: "undo_change" });
    expect(undone.kinds).toEqual(["schedule.release"]);
    expect(undone.state.subscription).toEqual(
      expect.objectContaining({ scheduleId: null, scheduledChange: null }),
    );
  });

  it.each<[string, Action]>([
    ["an end", { is: "cancel_at_period_end", reason: "too dear" }],
    ["a change now", changeNow],
  ])("releases the schedule before %s, which Stripe would refuse beside it", (_name, action) => {
    const { state } = carryOut(withSubscription(), later);
    expect(carryOut(state, action).kinds).toEqual(["schedule.release", "subscription.update"]);
  });

  it("writes nothing about another subscription that has taken its place meanwhile", () => {
    const effect = effectOf(ask(withSubscription(), changeNow));
    const state = withSubscription({ stripeSubscriptionId: "sub_2" });
    const outcome = { is: "done", result: { id: "sub_1" }, how: "sent" } as const;
    expect(decideSettled(state, effect, outcome).writes).toEqual([]);
  });
});

describe("when a change of plan happens", () => {
  const from = (changes: Partial<Subscription>): Subscription => ({
    ...subscription(),
    ...changes,
  });
  const monthly = { interval: "month", unitAmount: 2_000 } as const;
  it.each<[string, Subscription, typeof enterprise, "now" | "renewal"]>([
    ["more for the same time", from({}), enterprise, "now"],
    ["less for the same time", from({ unitAmount: 90_000 }), enterprise, "renewal"],
    ["more seats", from({}), { ...enterprise, unitAmount: 19_200, quantity: 3 }, "now"],
    ["fewer seats", from({ quantity: 9 }), { ...enterprise, unitAmount: 19_200 }, "renewal"],
    [
      "fewer in a trial",
      from({ status: "trialing" }),
      planTarget({ ...plusYearly, unitAmount: 1 }, 1),
      "now",
    ],
    ["a year instead of months", from(monthly), planTarget(plusYearly, 1), "now"],
    ["months instead of a year", from({}), { ...enterprise, interval: "month" }, "renewal"],
    [
      "a smaller plan for a year instead of a bigger one by the month",
      from({ ...monthly, planKey: "pro", unitAmount: 9_000 }),
      planTarget(plusYearly, 1),
      "renewal",
    ],
  ])("%s: %#", (_name, before, to, when) => {
    expect(isLive(before.status)).toBe(true);
    expect(whenToChange(before, to)).toBe(when);
  });
});
