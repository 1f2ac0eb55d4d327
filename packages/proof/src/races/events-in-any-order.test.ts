import { randomUUID } from "node:crypto";
import { toStripeSubscriptionId } from "@idem/domain";
import type { Decorate } from "@idem/server";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { trustThePayload, userSubscriptions } from "../controls/save-subscription.ts";
import { clientAt } from "../world/client-at.ts";
import { liveSubscriptionsOf } from "../world/live-subscriptions-of.ts";
import { openPool } from "../world/open-pool.ts";
import { sendEvent } from "../world/send-event.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

/** Holds back the next answer about subscriptions, after Stripe has given it. */
let held: { reached: () => void; released: Promise<void> } | null = null;
const slowReader: Decorate = (ports) => ({
  ...ports,
  gateway: {
    ...ports.gateway,
    subscriptions: async (customerId) => {
      const hold = held;
      held = null;
      const answer = await ports.gateway.subscriptions(customerId);
      hold?.reached();
      await hold?.released;
      return answer;
    },
  },
});

let world: World;
beforeAll(async () => {
  world = await startWorld({ decorate: slowReader });
});
afterAll(() => world.close());

const allDone = () =>
  until(
    "every event is done",
    async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
    { withinMs: 15_000 },
  );

const isLive = (person: Person) =>
  until(
    "the subscription is live",
    async () => (await person.client.billing.current.query()).subscription?.isLive,
    { withinMs: 5_000 },
  );

async function buy(person: Person, choice: Parameters<typeof startReady>[1] = {}): Promise<string> {
  const { sessionId } = await startReady(person, choice);
  await world.control.pay(sessionId);
  const { subscription } = await world.stripe.checkout.sessions.retrieve(sessionId);
  return typeof subscription === "string" ? subscription : (subscription?.id ?? "");
}

describe("G5: events in any order, any number of times, give the same final state", () => {
  it("G5: late, doubled and shuffled, while the return page asks: what we show in the end is what Stripe has", async () => {
    await world.control.faults({
      webhooks: { delayMs: [0, 1_500], duplicate: 0.5, shuffle: true },
    });
    const people = await Promise.all([1, 2, 3, 4].map(() => signUp(world.url)));
    await Promise.all(
      people.map(async (person, index) => {
        const first = await startReady(person, { priceId: "plus_month_usd" });
        await world.control.pay(first.sessionId);
        const answers = await Promise.all(
          [1, 2, 3].map(() => person.client.checkout.status.query({ sessionId: first.sessionId })),
        );
        expect(answers.at(-1)?.is).not.toBe("unknown");
        const bought = await buy(person, {
          priceId: "enterprise_month_usd",
          replace: true,
          revision: 1,
        });
        if (index % 2) await world.stripe.subscriptions.cancel(bought);
        else await world.stripe.subscriptions.update(bought, { cancel_at_period_end: true });
      }),
    );
    await until(
      "all deliveries are made",
      async () => (await world.stripe.events.list({ delivery_success: false })).data.length === 0,
      { withinMs: 15_000 },
    );
    await allDone();
    await world.control.faults({});
    for (const [index, person] of people.entries()) {
      const { subscription, openCheckout } = await person.client.billing.current.query();
      expect(openCheckout).toBeNull();
      expect(subscription).toMatchObject({
        planKey: "enterprise",
        status: index % 2 ? "canceled" : "active",
      });
      expect(subscription?.cancelAt !== null).toBe(index % 2 === 0);
      expect(await liveSubscriptionsOf(world.stripe, person.accountId)).toHaveLength(
        index % 2 ? 0 : 1,
      );
    }
  });

  it("G5: a slow old answer from Stripe cannot overwrite a newer one, also when the newer one changed nothing", async () => {
    const person = await signUp(world.url);
    const bought = await buy(person);
    await isLive(person);
    await allDone();
    const reached = Promise.withResolvers<void>();
    const released = Promise.withResolvers<void>();
    held = { reached: reached.resolve, released: released.promise };
    await world.stripe.subscriptions.update(bought, { cancel_at_period_end: true });
    await reached.promise;
    // The customer changes their mind, and asks at another node while the first one’s answer is still on its way.
    await world.stripe.subscriptions.update(bought, { cancel_at_period_end: false });
    const url = await world.another();
    const { billing } = clientAt(url, person);
    const subscriptionId = toStripeSubscriptionId(bought);
    const looked = await billing.resume.mutate({ subscriptionId, actionId: randomUUID() });
    expect(looked).toMatchObject({ is: "done", subscription: { cancelAt: null } });
    released.resolve();
    await allDone();
    expect((await person.client.billing.current.query()).subscription).toMatchObject({
      status: "active",
      cancelAt: null,
    });
    // Not even for the moment until the next bell: it was never written.
    const story = await world.prisma.auditEvent.findMany({
      where: { accountId: person.accountId, action: "subscription.changed" },
      select: { after: true },
    });
    expect(JSON.stringify(story)).not.toMatch(/"cancelAtMs":\d/);
  });

  it("G5: the end of an old subscription arrives after the new one is live: the new one stays", async () => {
    const person = await signUp(world.url);
    await buy(person, { priceId: "plus_month_usd" });
    await isLive(person);
    const bought = await buy(person, { priceId: "starter_month_usd", replace: true, revision: 1 });
    await until(
      "one is left",
      async () => (await liveSubscriptionsOf(world.stripe, person.accountId)).length === 1,
      { withinMs: 5_000 },
    );
    const ended = (
      await world.stripe.events.list({ type: "customer.subscription.deleted", limit: 1 })
    ).data[0];
    await Promise.all(
      [1, 2, 3].map(() =>
        sendEvent(world.url, { payload: { ...ended, id: `evt_${randomUUID()}` } }),
      ),
    );
    await allDone();
    expect((await person.client.billing.current.query()).subscription).toMatchObject({
      stripeSubscriptionId: bought,
      status: "active",
    });
  });

  it("G5, negative control: writing what the payloads say, in the order of arrival, ends with the old status", async () => {
    const person = await signUp(world.url);
    const bought = await buy(person);
    await world.stripe.subscriptions.cancel(bought);
    const { data } = await world.stripe.events.list({ limit: 100 });
    const about = data
      .map(({ data: { object } }) => object)
      .filter(
        (object): object is Stripe.Subscription =>
          "object" in object && object.object === "subscription",
      )
      .filter(({ id }) => id === bought);
    await using pool = await openPool(world.databaseUrl);
    await pool.query(userSubscriptions);
    // The list is newest first: this is the order of arrival when the network turns it round.
    for (const { id, status } of about)
      await trustThePayload(pool, { id, userId: "reader", status });
    const { rows } = await pool.query(
      "SELECT status FROM user_subscriptions WHERE user_id = 'reader'",
    );
    expect(rows).not.toEqual([{ status: "canceled" }]);
    await allDone();
    expect((await person.client.billing.current.query()).subscription?.status).toBe("canceled");
  });
});
