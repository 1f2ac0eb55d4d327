import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { sendEvent } from "../world/send-event.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  // Stripe’s deliveries are made by hand here, one by one, as the test wants them.
  world = await startWorld({ webhooks: false });
});
afterAll(() => world.close());

const eventOf = (id: string) => world.prisma.webhookEvent.findUnique({ where: { id } });
const done = (id: string) =>
  until("the event is done", async () => (await eventOf(id))?.processedAt, { withinMs: 8_000 });
const newId = () => `evt_${randomUUID()}`;

async function payQuietly(person: Person): Promise<string> {
  const { sessionId } = await startReady(person);
  await world.control.pay(sessionId);
  return (await customersOf(world.stripe, person.accountId))[0]?.id ?? "";
}

describe("G5: the webhook door", () => {
  const minute = 60_000;
  it.each([
    ["forged", { secret: "whsec_somebody_elses" }],
    ["old", { atMs: Date.now() - 10 * minute }],
    ["from the future", { atMs: Date.now() + 10 * minute }],
    ["signed over another body", { body: '{"id":"evt_other","type":"x","created":1}' }],
  ])(
    "G5: %s: refused with 400, nothing is stored, nothing is looked at",
    async (_what, signing) => {
      const id = newId();
      expect((await sendEvent(world.url, { id }, signing)).status).toBe(400);
      expect(await eventOf(id)).toBeNull();
      expect(await eventOf("evt_other")).toBeNull();
    },
  );

  it("G5: without a signature, signed over something that is no event, or too large: refused", async () => {
    const bare = await fetch(`${world.url}/webhooks/stripe`, { method: "POST", body: "{}" });
    expect(bare.status).toBe(400);
    expect((await sendEvent(world.url, { payload: { hello: "world" } })).status).toBe(400);
    expect(
      (await sendEvent(world.url, { payload: { id: newId(), blob: "x".repeat(5_000_000) } }))
        .status,
    ).toBe(413);
  });

  it("G5: replayed fifty times at once: stored once, done once", async () => {
    const id = newId();
    const answers = await Promise.all(
      Array.from({ length: 50 }, () => sendEvent(world.url, { id })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await done(id);
    expect(await eventOf(id)).toMatchObject({ attempts: 1 });
  });

  it("G5: about a customer we do not know, or about none: recorded, done, and said why", async () => {
    const [unknown, none] = [newId(), newId()];
    await sendEvent(world.url, { id: unknown, customer: "cus_somebody_else" });
    await sendEvent(world.url, { id: none, type: "product.created" });
    await Promise.all([done(unknown), done(none)]);
    expect(await eventOf(unknown)).toMatchObject({
      note: "Its customer is not one of ours.",
      lastError: null,
    });
    expect(await eventOf(none)).toMatchObject({ note: "It is about no customer." });
  });

  it("G5: that a customer was created is no news: we made it ourselves, and nothing is stored", async () => {
    const [ignored, later] = [newId(), newId()];
    const answer = await sendEvent(world.url, { id: ignored, type: "customer.created" });
    expect(answer.status).toBe(200);
    await sendEvent(world.url, { id: later, type: "product.created" });
    await done(later);
    expect(await eventOf(ignored)).toBeNull();
  });

  it("G5: its work fails once because Stripe is out: not done before it succeeded, and then done", async () => {
    const person = await signUp(world.url);
    const customer = await payQuietly(person);
    await world.control.faults({ outage: true });
    const id = newId();
    expect((await sendEvent(world.url, { id, customer })).status).toBe(200);
    await until("its work has failed", async () => (await eventOf(id))?.lastError, {
      withinMs: 8_000,
    });
    expect(await eventOf(id)).toMatchObject({ processedAt: null });
    expect((await person.client.billing.current.query()).subscription).toBeNull();
    await world.control.faults({});
    await done(id);
    expect(await eventOf(id)).toMatchObject({ lastError: null, attempts: expect.any(Number) });
    expect((await person.client.billing.current.query()).subscription).toMatchObject({
      status: "active",
    });
  });

  it("G5: the door was down while ten people bought, then everything arrives at once, shuffled and twice, at two nodes", async () => {
    const people = await Promise.all(Array.from({ length: 10 }, () => signUp(world.url)));
    for (const person of people) await payQuietly(person);
    const missed: unknown[] = [];
    for await (const event of world.stripe.events.list({ limit: 100 })) missed.push(event);
    const urls = [world.url, await world.another()];
    const deliveries = [...missed, ...missed]
      .map((payload, index) => ({
        payload,
        url: urls[index % 2] ?? world.url,
        order: (index * 7_919) % 1_009,
      }))
      .sort((a, b) => a.order - b.order);
    const answers = await Promise.all(
      deliveries.map(({ url, payload }) => sendEvent(url, { payload })),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await until(
      "all of it is done",
      async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
      { withinMs: 20_000 },
    );
    for (const person of people)
      expect((await person.client.billing.current.query()).subscription).toMatchObject({
        status: "active",
        planKey: "plus",
      });
    const accountIds = people.map(({ accountId }) => accountId);
    const started = await world.prisma.auditEvent.count({
      where: { accountId: { in: accountIds }, action: "subscription.started" },
    });
    expect(started).toBe(10);
  });
});
