import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createThenExpire } from "../controls/replace-checkout.ts";
import { customersOf } from "../world/customers-of.ts";
import { liveSubscriptionsOf } from "../world/live-subscriptions-of.ts";
import { openSessionsOf } from "../world/open-sessions-of.ts";
import { signUp } from "../world/sign-up.ts";
import { gist, start, startReady } from "../world/start.ts";
import { foreignClient, startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  // Without webhooks: nothing but the request itself may bring the account up to date.
  world = await startWorld({ webhooks: false });
});
afterAll(() => world.close());

const expiry = /^POST \/v1\/checkout\/sessions\/.*\/expire$/;

describe("G2, G3: a payment that beats its replacement wins", () => {
  it("G2: paid at the moment of being replaced: already_paid, one live subscription, nothing else to pay", async () => {
    const person = await signUp(world.url);
    const first = await startReady(person, { revision: 0, priceId: "plus_month_usd" });
    const held = world.door.next(expiry, "hold request");
    const replacing = start(person, { revision: 1, priceId: "enterprise_month_usd" });
    await held.struck;
    expect(await world.control.pay(first.sessionId)).toMatchObject({ outcome: "succeeded" });
    held.release();
    expect(await replacing).toMatchObject({
      is: "refused",
      reason: "already_paid",
      code: "CONFLICT",
    });
    expect(await liveSubscriptionsOf(world.stripe, person.accountId)).toHaveLength(1);
    expect(await openSessionsOf(world.stripe, person.accountId)).toEqual([]);
    const { subscription, openCheckout } = await person.client.billing.current.query();
    expect({ plan: subscription?.planKey, openCheckout }).toEqual({
      plan: "plus",
      openCheckout: null,
    });
  });

  it("G2, G4: whoever paid while being replaced is never told that nothing was charged", async () => {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person, { revision: 0, priceId: "plus_month_usd" });
    const held = world.door.next(expiry, "hold request");
    const replacing = start(person, { revision: 1, priceId: "enterprise_month_usd" });
    await held.struck;
    const ask = () => person.client.checkout.status.query({ sessionId });
    // Not paid yet, and not closed yet. This look also uses up the one that a second has for this account.
    expect(await ask()).toMatchObject({ is: "processing", next: "wait" });
    expect(await world.control.pay(sessionId)).toMatchObject({ outcome: "succeeded" });
    expect(await ask()).toMatchObject({ is: "processing", next: "wait" });
    held.release();
    expect(gist(await replacing)).toBe("already_paid");
    expect(await ask()).toMatchObject({ is: "active" });
  });

  it("G2: paid just after it was expired for a replacement: the pay page refuses, the new one can be paid", async () => {
    const person = await signUp(world.url);
    const first = await startReady(person, { revision: 0, priceId: "plus_month_usd" });
    const held = world.door.next(expiry, "hold answer");
    const replacing = start(person, { revision: 1, priceId: "enterprise_month_usd" });
    await held.struck;
    expect(await world.control.pay(first.sessionId)).toMatchObject({ outcome: "expired" });
    held.release();
    const second = await replacing;
    expect(gist(second)).toBe("ready");
    expect(await openSessionsOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it("G2: the network drops after Pay, the page is reloaded and Continue pressed again: one payment, and it says so", async () => {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person);
    await world.control.pay(sessionId);
    expect(gist(await start(person))).toBe("already_paid");
    expect(gist(await start(person, { attempt: "a-second-visit" }))).toBe("already_subscribed");
    expect(await world.control.pay(sessionId)).toMatchObject({ outcome: "already_complete" });
    expect(await liveSubscriptionsOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it("G2: paid while fifty other tabs press Continue: one live subscription, no session left, every answer typed", async () => {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person);
    const presses = Array.from({ length: 50 }, (_, tab) =>
      start(person, {
        attempt: `pressing-${tab}`,
        priceId: tab % 2 ? "plus_year_usd" : "plus_month_usd",
      }),
    );
    const paid = world.control.pay(sessionId);
    const answers = (await Promise.all(presses)).map(gist);
    const isPaid = (await paid).outcome === "succeeded";
    const expected = ["ready", "superseded", "already_paid", "already_subscribed"];
    expect(answers.filter((one) => !expected.includes(one))).toEqual([]);
    await person.client.checkout.status.query({ sessionId });
    const subscriptions = await liveSubscriptionsOf(world.stripe, person.accountId);
    expect(subscriptions).toHaveLength(isPaid ? 1 : 0);
    await until(
      "what is open at Stripe is what our row names",
      async () => {
        const { openCheckout } = await person.client.billing.current.query();
        const open = await openSessionsOf(world.stripe, person.accountId);
        return (
          JSON.stringify(open.map(({ id }) => id)) ===
          JSON.stringify([openCheckout?.sessionId].filter(Boolean))
        );
      },
      { withinMs: 5_000 },
    );
  });
});

describe("G2, G3, negative control: the same moment without the guard sells twice", () => {
  it("G2: create the next session, then expire the old one: paid in between, both can be paid", async () => {
    const person = await signUp(world.url);
    const { sessionId: oldId } = await startReady(person, { priceId: "plus_month_usd" });
    const [customer] = await customersOf(world.stripe, person.accountId);
    const price = await world.prisma.price.findUniqueOrThrow({
      where: { id: "enterprise_month_usd" },
    });
    const held = world.door.next(expiry, "hold request");
    const replacing = createThenExpire(foreignClient(world.door.url), {
      oldId,
      params: {
        mode: "subscription",
        customer: customer?.id ?? "",
        success_url: "https://example.com/done",
        line_items: [{ price: price.stripePriceId, quantity: 1 }],
      },
    });
    await held.struck;
    await world.control.pay(oldId);
    held.release();
    await world.control.pay(await replacing);
    expect(await liveSubscriptionsOf(world.stripe, person.accountId)).toHaveLength(2);
  });
});
