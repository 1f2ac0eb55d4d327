import { toAccountId } from "@idem/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { foundOrganization } from "../world/organization.ts";
import { signUp } from "../world/sign-up.ts";
import { start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, type Subscriber, subscriptionOf } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

/** Somebody who pays for seats at once: their trial was long ago. */
async function withSeats(quantity: number): Promise<Subscriber> {
  const person = await signUp(world.url);
  await world.prisma.trialUse.create({
    data: { accountId: person.accountId, stripeSubscriptionId: "sub_long_ago" },
  });
  const ready = await startReady(person, { priceId: "team_month_usd", quantity });
  const session = await world.stripe.checkout.sessions.retrieve(ready.sessionId);
  expect([ready.quote.dueToday, session.amount_total]).toEqual([
    1_200 * quantity,
    1_200 * quantity,
  ]);
  await world.control.pay(ready.sessionId);
  await person.client.checkout.status.query({ sessionId: ready.sessionId });
  const { stripeSubscriptionId: subscriptionId } = await subscriptionOf(person);
  return { ...person, subscriptionId };
}

async function changeTo(subscriber: Subscriber, quantity: number, priceId = "team_month_usd") {
  const preview = await subscriber.client.billing.previewChange.query({ priceId, quantity });
  if (preview.is !== "previewed") throw new Error(`No preview: ${preview.reason}.`);
  const { when, dueToday, prorationDate } = preview;
  const request = {
    ...asking(subscriber),
    priceId,
    quantity,
    shown: { when, dueToday, prorationDate },
  };
  return { preview, request };
}

const invoicesOf = async ({ subscriptionId }: Subscriber) =>
  (await world.stripe.invoices.list({ subscription: subscriptionId })).data.map(
    ({ total }) => total,
  );

describe("G2: seats", () => {
  it("G2: quote, session, invoice and row name the same number, and the same total", async () => {
    const subscriber = await withSeats(3);
    expect(await invoicesOf(subscriber)).toEqual([3_600]);
    expect(await subscriptionOf(subscriber)).toMatchObject({
      quantity: 3,
      nextCharge: { amount: 3_600 },
    });
    const [item] = (await world.stripe.subscriptions.retrieve(subscriber.subscriptionId)).items
      .data;
    expect(item?.quantity).toBe(3);
  });

  it("G2, G3: more are charged for now, and pressed in eight tabs once", async () => {
    const subscriber = await withSeats(2);
    const { preview, request } = await changeTo(subscriber, 5);
    expect(preview).toMatchObject({ when: "now", recurring: 6_000, seats: { now: 2, most: 50 } });
    expect(preview.dueToday).toBe(3_600);
    const answers = await Promise.all(
      Array.from({ length: 8 }, (_, tab) =>
        subscriber.client.billing.change.mutate({ ...request, actionId: `tab-number-${tab}` }),
      ),
    );
    expect(new Set(answers.map(({ is }) => is))).toEqual(new Set(["done"]));
    expect(await invoicesOf(subscriber)).toEqual([preview.dueToday, 2_400]);
    expect((await subscriptionOf(subscriber)).quantity).toBe(5);
  });

  it("G2: in a trial nothing is charged for more or fewer, and its first charge is for as many as there are then", async () => {
    const person = await signUp(world.url);
    const ready = await startReady(person, { priceId: "team_month_usd", quantity: 2 });
    await world.control.pay(ready.sessionId);
    await person.client.checkout.status.query({ sessionId: ready.sessionId });
    const { stripeSubscriptionId: subscriptionId } = await subscriptionOf(person);
    const subscriber = { ...person, subscriptionId };
    for (const quantity of [5, 3]) {
      const { preview, request } = await changeTo(subscriber, quantity);
      expect(preview).toMatchObject({ when: "now", dueToday: 0, recurring: 1_200 * quantity });
      expect(await person.client.billing.change.mutate(request)).toMatchObject({ is: "done" });
    }
    expect(await subscriptionOf(person)).toMatchObject({
      status: "trialing",
      quantity: 3,
      nextCharge: { amount: 3_600 },
    });
    expect(await invoicesOf(subscriber)).toEqual([0]);
  });

  it("G12: more than there are, or any of a plan without seats, is refused in words", async () => {
    const person = await signUp(world.url);
    const many = await start(person, { priceId: "team_month_usd", quantity: 51 });
    expect(many).toMatchObject({
      reason: "seats_unavailable",
      message: "Team is sold for 1 to 50 seats.",
    });
    const none = await person.client.checkout.quote.query({
      priceId: "plus_month_usd",
      quantity: 2,
    });
    expect(none).toMatchObject({ message: "Plus is not sold by the seat." });
    const subscriber = await withSeats(2);
    const { client } = subscriber;
    const asked = { priceId: "team_month_usd", quantity: 51 };
    expect(await client.billing.previewChange.query(asked)).toMatchObject({
      reason: "seats_unavailable",
    });
    // Who changes to a plan without seats, and names no number, has one.
    expect(
      await client.billing.previewChange.query({ priceId: "enterprise_month_usd" }),
    ).toMatchObject({ quantity: 1, seats: { now: 2, most: 1 } });
  });

  it("G8: owners and billing people of an organization buy its seats; members do not", async () => {
    const { accountId, owner, biller, member } = await foundOrganization(world.url);
    const buy = { accountId: toAccountId(accountId), priceId: "team_month_usd", quantity: 7 };
    await expect(start(member, buy)).rejects.toThrow("no access");
    const ready = await startReady(owner, buy);
    expect(await startReady(biller, buy)).toMatchObject({ sessionId: ready.sessionId });
    // A card of the organization's own: the other has had its trial.
    await world.control.pay(ready.sessionId, "5555555555554444");
    await biller.client.checkout.status.query({
      accountId: buy.accountId,
      sessionId: ready.sessionId,
    });
    const { subscription } = await owner.client.billing.current.query({
      accountId: buy.accountId,
    });
    expect(subscription).toMatchObject({ status: "trialing", quantity: 7 });
  });

  it("G2: fewer wait for the renewal, which is charged for fewer", async () => {
    const subscriber = await withSeats(4);
    const { preview, request } = await changeTo(subscriber, 1);
    expect(preview).toMatchObject({ when: "renewal", dueToday: 0, recurring: 1_200 });
    expect(await subscriber.client.billing.change.mutate(request)).toMatchObject({ is: "done" });
    expect(await subscriptionOf(subscriber)).toMatchObject({
      quantity: 4,
      scheduledChange: { quantity: 1 },
      nextCharge: { amount: 1_200 },
    });
    await world.control.advanceClock(32 * 86_400_000);
    await until("there is one", async () => (await subscriptionOf(subscriber)).quantity === 1, {
      withinMs: 10_000,
    });
    expect(await invoicesOf(subscriber)).toEqual([1_200, 4_800]);
  });
});
