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
  world = await startWorld({ webhooks: false });
  await world.stripe.webhookEndpoints.create({
    url: `${world.url}/webhooks/stripe`,
    enabled_events: ["checkout.session.completed", "customer.subscription.updated", "invoice.paid"],
    metadata: { event_payload: "thin" },
  });
});
afterAll(() => world.close());

/** Nobody opens the return page: only an event can tell. */
async function buy(): Promise<{ person: Person; subscriptionId: string }> {
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person);
  await world.control.pay(sessionId);
  const { data } = await world.stripe.subscriptions.list({
    customer: (await customersOf(world.stripe, person.accountId))[0]?.id ?? "",
  });
  return { person, subscriptionId: data[0]?.id ?? "" };
}

const subscriptionOf = async ({ client }: Person) =>
  (await client.billing.current.query()).subscription;

const thin = (changes: object = {}) => ({
  payload: {
    id: `evt_${randomUUID()}`,
    object: "v2.core.event",
    type: "v1.customer.subscription.updated",
    created: new Date().toISOString(),
    livemode: false,
    related_object: { id: "sub_none", type: "subscription", url: "/v1/subscriptions/sub_none" },
    ...changes,
  },
});
const rowOf = (id: string) => world.prisma.webhookEvent.findUnique({ where: { id } });

describe("G5: thin events", () => {
  it("G5: lead to the same look as others: a purchase, and a change in the dashboard", async () => {
    const { person, subscriptionId } = await buy();
    await until("it is active", async () => (await subscriptionOf(person))?.status === "active", {
      withinMs: 8_000,
    });
    await world.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    await until("it is seen to end", async () => (await subscriptionOf(person))?.cancelAt, {
      withinMs: 8_000,
    });
    const about = { relatedId: subscriptionId, type: "v1.customer.subscription.updated" };
    const events = await until(
      "every event about it is done",
      async () => {
        const rows = await world.prisma.webhookEvent.findMany({ where: about });
        return rows.length > 0 && rows.every(({ processedAt }) => processedAt) && rows;
      },
      { withinMs: 15_000 },
    );
    for (const { stripeCustomerId } of events) expect(stripeCustomerId).toMatch(/^cus_/);
  });

  it("G5: about what Stripe does not have, or what belongs to nobody: recorded, and done", async () => {
    const product = { id: "prod_1", type: "product", url: "/v1/products/prod_1" };
    for (const event of [
      thin(),
      thin({ related_object: product }),
      thin({ related_object: null }),
    ]) {
      expect((await sendEvent(world.url, event)).status).toBe(200);
      const { id } = event.payload;
      await until("the event is done", async () => (await rowOf(id))?.processedAt, {
        withinMs: 8_000,
      });
      expect(await rowOf(id)).toMatchObject({ note: "It is about no customer.", attempts: 1 });
    }
  });

  it.each([
    ["signed by somebody else", { secret: "whsec_somebody_elses" }],
    ["from the future", { atMs: Date.now() + 600_000 }],
    ["too old", { atMs: Date.now() - 600_000 }],
  ])("G5: %s: refused, and nothing is stored", async (_, signing) => {
    const event = thin();
    expect((await sendEvent(world.url, event, signing)).status).toBe(400);
    expect(await rowOf(event.payload.id)).toBeNull();
  });

  it("G5: changed by one byte on its way: refused", async () => {
    const event = thin();
    const body = JSON.stringify(event.payload).replace("sub_none", "sub_nonf");
    expect((await sendEvent(world.url, event, { body })).status).toBe(400);
    expect(await rowOf(event.payload.id)).toBeNull();
  });
});
