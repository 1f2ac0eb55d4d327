import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { liveSubscriptionsOf } from "../world/live-subscriptions-of.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

async function codeFor(coupon: Stripe.CouponCreateParams): Promise<string> {
  const { id } = await world.stripe.coupons.create({ percent_off: 100, ...coupon });
  const code = `ALL${randomUUID().slice(0, 8)}`.toUpperCase();
  await world.stripe.promotionCodes.create({ code, promotion: { type: "coupon", coupon: id } });
  return code;
}

/** Finishes a checkout that asks for no card. */
const confirm = async (sessionId: string): Promise<unknown> => {
  const path = `/_local/checkout/sessions/${sessionId}/pay`;
  const answer = await fetch(`${world.localStripe.url}${path}`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: "{}",
  });
  return answer.json();
};

const invoiceTotals = async (person: Person) => {
  const [customer] = await customersOf(world.stripe, person.accountId);
  const { data } = await world.stripe.invoices.list({ customer: customer?.id ?? "" });
  return data.map(({ total, amount_paid: paid }) => [total, paid]);
};

const started = (person: Person, sessionId: string) =>
  until(
    "it has begun",
    async () => {
      await person.client.checkout.status.query({ sessionId });
      const { subscription } = await person.client.billing.current.query();
      return subscription?.isLive ? subscription : null;
    },
    { withinMs: 10_000 },
  );

/** A free plan, begun. */
async function withFree(): Promise<Person & { subscriptionId: `sub_${string}` }> {
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person, { priceId: "free_month_usd" });
  await confirm(sessionId);
  const { stripeSubscriptionId } = await started(person, sessionId);
  return { ...person, subscriptionId: stripeSubscriptionId };
}

describe("G2: a code that takes everything off", () => {
  it.each([
    ["once", { duration: "once" }, true, [2_000, 2_000]],
    ["for two months", { duration: "repeating", duration_in_months: 2 }, true, [0, 2_000]],
    ["for ever", { duration: "forever" }, false, [0, 0]],
  ] as const)(
    "G2: %s: quote, session and invoice agree, today and at the renewals",
    async (_name, coupon, needsCard, renewals) => {
      const person = await signUp(world.url);
      const code = await codeFor(coupon);
      const ready = await startReady(person, { priceId: "plus_month_usd", code });
      expect(ready.quote).toMatchObject({ subtotal: 2_000, dueToday: 0, needsCard });
      const session = await world.stripe.checkout.sessions.retrieve(ready.sessionId);
      expect(session).toMatchObject({
        amount_total: 0,
        payment_method_collection: needsCard ? "always" : "if_required",
      });
      if (needsCard)
        expect(await confirm(ready.sessionId)).not.toMatchObject({ outcome: "succeeded" });
      expect(
        needsCard ? await world.control.pay(ready.sessionId) : await confirm(ready.sessionId),
      ).toMatchObject({ outcome: "succeeded" });
      await started(person, ready.sessionId);
      expect(await invoiceTotals(person)).toEqual([[0, 0]]);
      const startsAtMs = await world.control.nowMs();
      for (const month of [1, 2]) {
        const due = new Date(startsAtMs);
        due.setUTCMonth(due.getUTCMonth() + month);
        await world.control.advanceClock(due.getTime() + 60_000 - (await world.control.nowMs()));
      }
      expect((await invoiceTotals(person)).map(([total]) => total)).toEqual([
        renewals[1],
        renewals[0],
        0,
      ]);
    },
  );

  it("G2, G3: pressed and confirmed in four tabs at once: one subscription", async () => {
    const person = await signUp(world.url);
    const code = await codeFor({ duration: "forever" });
    const tabs = await Promise.all(
      [1, 2, 3, 4].map((tab) => startReady(person, { code, attempt: `tab-number-${tab}` })),
    );
    expect(new Set(tabs.map(({ sessionId }) => sessionId)).size).toBe(1);
    await Promise.all(tabs.map(({ sessionId }) => confirm(sessionId)));
    await started(person, tabs[0]?.sessionId ?? "");
    expect(await liveSubscriptionsOf(world.stripe, person.accountId)).toHaveLength(1);
  });
});

describe("G3: a plan for nothing", () => {
  it("G3: begins without a card, once, and makes way for the first plan that is paid for", async () => {
    const person = await withFree();
    expect(await subscriptionOf(person)).toMatchObject({ planKey: "free", card: null });
    const priceId = "plus_month_usd";
    expect(await person.client.billing.previewChange.query({ priceId })).toMatchObject({
      is: "refused",
      reason: "card_needed",
    });
    expect(await start(person, { priceId })).toMatchObject({ reason: "already_subscribed" });
    const paid = await startReady(person, { priceId, replace: true });
    expect(await world.control.pay(paid.sessionId)).toMatchObject({ outcome: "succeeded" });
    await until(
      "the free one has ended",
      async () => (await liveSubscriptionsOf(world.stripe, person.accountId)).length === 1,
      { withinMs: 10_000 },
    );
    expect(await subscriptionOf(person)).toMatchObject({ planKey: "plus", status: "active" });
  });

  it("G3: who has one may try one that is paid for", async () => {
    const person = await withFree();
    const ready = await startReady(person, { priceId: "team_month_usd", replace: true });
    expect(ready.quote).toMatchObject({ dueToday: 0, needsCard: true, trial: { days: 14 } });
    await world.control.pay(ready.sessionId);
    await until(
      "the trial has begun and the free one has ended",
      async () =>
        (await liveSubscriptionsOf(world.stripe, person.accountId)).length === 1 &&
        (await subscriptionOf(person)).status === "trialing",
      { withinMs: 10_000 },
    );
  });

  it("G3: a paid plan goes down to it at the renewal, and keeps the card for the way up", async () => {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person, { priceId: "plus_month_usd" });
    await world.control.pay(sessionId);
    const { stripeSubscriptionId: subscriptionId } = await started(person, sessionId);
    const preview = await person.client.billing.previewChange.query({ priceId: "free_month_usd" });
    expect(preview).toMatchObject({ is: "previewed", when: "renewal", dueToday: 0, recurring: 0 });
    if (preview.is !== "previewed") return;
    const { when, dueToday, prorationDate } = preview;
    expect(
      await person.client.billing.change.mutate({
        ...asking({ subscriptionId }),
        priceId: "free_month_usd",
        shown: { when, dueToday, prorationDate },
      }),
    ).toMatchObject({ is: "done" });
    await world.control.advanceClock(32 * 86_400_000);
    await until(
      "it is the free one",
      async () => (await subscriptionOf(person)).planKey === "free",
      { withinMs: 10_000 },
    );
    // And the card that it has pays for the way up.
    expect((await subscriptionOf(person)).card).toMatchObject({ last4: "4242" });
  });

  it("G9: a code that could take nothing off is not used up", async () => {
    const person = await signUp(world.url);
    expect(await start(person, { priceId: "free_month_usd", code: "WELCOME20" })).toMatchObject({
      is: "refused",
      reason: "code_rejected",
    });
  });
});
