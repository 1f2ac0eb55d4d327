import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { clientAt } from "../world/client-at.ts";
import { customersOf } from "../world/customers-of.ts";
import { liveSubscriptionsOf } from "../world/live-subscriptions-of.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { asking, previewed } from "../world/subscriber.ts";
import { until } from "../world/until.ts";
import { openWebhookGate, type WebhookGate } from "../world/webhook-gate.ts";
import { openWorker, type Worker } from "./open-passes.ts";
import { type Subscriber, subscribe } from "./subscriber.ts";

let world: World;
let gate: WebhookGate;
let worker: Worker;
let second: string;
beforeEach(async () => {
  world = await startWorld({ webhooks: false });
  second = await world.another();
  gate = await openWebhookGate(world.url);
  await world.stripe.webhookEndpoints.create({ url: gate.url, enabled_events: ["*"] });
  worker = openWorker({ databaseUrl: world.databaseUrl, stripeUrl: world.localStripe.url });
  await world.control.faults({ latencyMs: [5, 40] });
});
afterEach(async () => {
  await worker[Symbol.asyncDispose]();
  await gate.close();
  await world.close();
});

const people = 20;
const hourMs = 3_600_000;

/** What people do, each something else: with us, in Stripe's dashboard, or without ever coming back from Stripe. */
const lives: readonly ((person: Subscriber) => Promise<unknown>)[] = [
  async (person) => {
    const { request } = await previewed(person, "enterprise_month_usd");
    return person.client.billing.change.mutate(request);
  },
  (person) => person.client.billing.cancel.mutate({ ...asking(person), when: "period_end" }),
  (person) => world.stripe.subscriptions.cancel(person.subscriptionId),
  (person) =>
    world.stripe.subscriptions.update(person.subscriptionId, { cancel_at_period_end: true }),
  async () => null,
];
/** The last of them has paid and never came back: we know nothing of it. */
const isGone = (index: number) => index % lives.length === lives.length - 1;

/** A tab at one of the two nodes. */
const at = (person: Subscriber, index: number): Subscriber => {
  const url = index % 2 === 0 ? world.url : second;
  return { ...person, url, client: clientAt(url, person) };
};

async function liveOn(): Promise<Subscriber[]> {
  return Promise.all(
    Array.from({ length: people }, async (_, index) => {
      const person = await subscribe(world, {
        isKnown: !isGone(index),
        priceId: "plus_month_usd",
      });
      await lives[index % lives.length]?.(at(person, index));
      return person;
    }),
  );
}

/** Deliveries that Stripe still means to make. */
async function pending(): Promise<number> {
  let sum = 0;
  for await (const { pending_webhooks } of world.stripe.events.list({ limit: 100 }))
    sum += pending_webhooks;
  return sum;
}

async function expectAsAtStripe(all: readonly Subscriber[]): Promise<void> {
  for (const { accountId, client, subscriptionId } of all) {
    const [ours, stripes] = await Promise.all([
      client.billing.current.query(),
      world.stripe.subscriptions.retrieve(subscriptionId),
    ]);
    expect(ours.subscription).toMatchObject({
      stripeSubscriptionId: subscriptionId,
      status: stripes.status,
      priceId: stripes.items.data[0]?.price.lookup_key,
    });
    expect(ours.subscription?.cancelAt !== null).toBe(stripes.cancel_at !== null);
    expect(await customersOf(world.stripe, accountId)).toHaveLength(1);
    const live = await liveSubscriptionsOf(world.stripe, accountId);
    expect(live.length).toBe(stripes.status === "canceled" ? 0 : 1);
  }
}

/** Each paid once, and each who moved to a dearer plan once more. */
async function expectNothingTwice(all: readonly Subscriber[]): Promise<void> {
  for (const [index, { subscriptionId }] of all.entries()) {
    const { data } = await world.stripe.invoices.list({ subscription: subscriptionId });
    expect(data.length).toBe(index % lives.length === 0 ? 2 : 1);
  }
  expect(await world.prisma.effect.count({ where: { settledAt: null, attempts: { gt: 0 } } })).toBe(
    0,
  );
}

describe("G5: the door is closed while people go on", () => {
  it("G5: for four days, until Stripe tells of it no more: one pass, and everything is as Stripe has it", async () => {
    const all = await liveOn();
    await world.control.faults({});
    await until(
      "Stripe has stopped trying",
      async () => {
        await world.control.advanceClock(12 * hourMs);
        return (await pending()) === 0;
      },
      { withinMs: 30_000 },
    );
    expect(gate.refused()).toBeGreaterThan(people);
    gate.open();
    expect(await world.prisma.webhookEvent.count()).toBe(0);
    const gone = all.filter((_, index) => isGone(index));
    for (const { client } of gone)
      expect((await client.billing.current.query()).subscription).toBeNull();

    expect(await worker.pass()).toMatchObject({ state: "FINISHED", kept: 0 });
    await expectAsAtStripe(all);
    await expectNothingTwice(all);
    expect(await worker.pass()).toMatchObject({ healed: 0, kept: 0 });
  });

  it("G5: for a day: what Stripe then sends at once is worked off, and a pass finds nothing more to do", async () => {
    const all = await liveOn();
    await world.control.faults({ webhooks: { duplicate: 0.3, shuffle: true } });
    for (let hours = 0; hours < 20; hours += 4) await world.control.advanceClock(4 * hourMs);
    expect(gate.refused()).toBeGreaterThan(people);
    expect(await world.prisma.webhookEvent.count()).toBe(0);
    gate.open();
    await until(
      "everything has arrived and is done",
      async () => {
        await world.control.advanceClock(hourMs);
        const undone = await world.prisma.webhookEvent.count({ where: { processedAt: null } });
        return undone === 0 && (await pending()) === 0;
      },
      { withinMs: 30_000 },
    );
    await expectAsAtStripe(all);
    await expectNothingTwice(all);
    expect(await worker.pass()).toMatchObject({ healed: 0, kept: 0 });
  });

  it("G5, negative control: with no pass and no second try, who never came back has paid for nothing", async () => {
    const person = await subscribe(world, { isKnown: false });
    gate.open();
    expect((await person.client.billing.current.query()).subscription).toBeNull();
    expect((await world.stripe.subscriptions.retrieve(person.subscriptionId)).status).toBe(
      "active",
    );
  });
});
