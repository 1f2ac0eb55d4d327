import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { sendEvent } from "../world/send-event.ts";
import { foreignClient, startWorld, type World } from "../world/start-world.ts";
import { type Subscriber, subscribe } from "../world/subscriber.ts";
import { until } from "../world/until.ts";

let world: World;
let urls: string[];
/** How often Stripe was asked for the subscriptions of a customer. */
let looks = 0;
beforeAll(async () => {
  world = await startWorld();
  urls = [world.url, await world.another()];
  world.door.watch(async (moment, { method, path }) => {
    if (moment === "before" && method === "GET" && path === "/v1/subscriptions") looks += 1;
  });
});
afterAll(() => world.close());

const burst = 50;

const allDone = () =>
  until(
    "every event is done",
    async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    { withinMs: 15_000 },
  );

const customerOf = async ({ accountId }: Subscriber): Promise<string> =>
  (await customersOf(world.stripe, accountId))[0]?.id ?? "";

describe("G5: a burst of events about one account", () => {
  it("G5: fifty at once on two nodes are one look or two, and all of them are done", async () => {
    const customer = await customerOf(await subscribe(world));
    await allDone();
    looks = 0;
    const held = world.door.next(/^GET \/v1\/subscriptions$/, "hold request");
    const answers = await Promise.all(
      Array.from({ length: burst }, (_, index) =>
        sendEvent(urls[index % 2] ?? world.url, { customer }),
      ),
    );
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([200]));
    await held.struck;
    held.release();
    await allDone();
    expect(looks).toBeLessThanOrEqual(2);
  });

  it("G5: a change between them is seen, though they share their looks", async () => {
    const subscriber = await subscribe(world);
    const customer = await customerOf(subscriber);
    await allDone();
    await Promise.all([
      ...Array.from({ length: burst }, (_, index) =>
        sendEvent(urls[index % 2] ?? world.url, { customer }),
      ),
      world.stripe.subscriptions.update(subscriber.subscriptionId, { cancel_at_period_end: true }),
    ]);
    await allDone();
    const { subscription } = await subscriber.client.billing.current.query();
    expect(subscription?.cancelAt).not.toBeNull();
  });

  it("G5, negative control: a look for each event, as usual, is fifty", async () => {
    const customer = await customerOf(await subscribe(world));
    await allDone();
    looks = 0;
    const stripe = foreignClient(world.door.url);
    const handler = () => stripe.subscriptions.list({ customer, status: "all" });
    await Promise.all(Array.from({ length: burst }, handler));
    expect(looks).toBe(burst);
  });
});
