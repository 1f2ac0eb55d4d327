import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { openWorker, type Worker } from "./open-passes.ts";
import { type Subscriber, subscribe } from "./subscriber.ts";

let world: World;
let worker: Worker;
beforeAll(async () => {
  // The door is closed: nobody tells us what happens at Stripe.
  world = await startWorld({ webhooks: false });
  worker = openWorker({ databaseUrl: world.databaseUrl, stripeUrl: world.localStripe.url });
});
afterAll(async () => {
  await worker[Symbol.asyncDispose]();
  await world.close();
});

const current = async ({ client }: Pick<Subscriber, "client">) =>
  (await client.billing.current.query()).subscription;
const driftsOf = (accountId: string) =>
  world.prisma.drift.findMany({ where: { accountId }, orderBy: { settledAt: "asc" } });

describe("G5: a pass heals what no webhook has told", () => {
  it("G5: a purchase, a cancellation, a change in the dashboard and a deleted customer, in one pass", async () => {
    const healthy = await subscribe(world);
    const bought = await subscribe(world, { isKnown: false });
    const [cancelled, changed, deleted] = [
      await subscribe(world),
      await subscribe(world),
      await subscribe(world),
    ];
    await world.stripe.subscriptions.cancel(cancelled.subscriptionId);
    await world.stripe.subscriptions.update(changed.subscriptionId, { cancel_at_period_end: true });
    await world.stripe.customers.del(deleted.customerId);
    // Nobody has told us: so it is without a pass.
    expect(await current(bought)).toBeNull();
    expect(await current(cancelled)).toMatchObject({ status: "active" });

    const pass = await worker.pass();

    expect(pass).toMatchObject({ state: "FINISHED", healed: 4, kept: 0, missedWebhooks: 4 });
    expect(await current(bought)).toMatchObject({ status: "active", planKey: "plus" });
    expect(await current(cancelled)).toMatchObject({ status: "canceled", isLive: false });
    expect(await current(changed)).toMatchObject({ cancelAt: expect.any(String) });
    expect(await current(deleted)).toMatchObject({ status: "canceled" });
    expect((await deleted.client.billing.current.query()).customer).toBeNull();
    expect(await driftsOf(healthy.accountId)).toEqual([]);
    expect(await driftsOf(cancelled.accountId)).toMatchObject([
      {
        outcome: "healed",
        isMissedWebhook: true,
        differences: expect.arrayContaining([
          { field: "subscription.status", ours: "active", stripes: "canceled" },
        ]),
      },
    ]);
    const told = await world.prisma.auditEvent.findFirst({
      where: { accountId: cancelled.accountId, action: "subscription.changed" },
      orderBy: { seq: "desc" },
    });
    expect(told).toMatchObject({ source: "system", requestId: pass.id });

    expect(await worker.pass()).toMatchObject({ healed: 0, kept: 0, looks: 0 });
  });

  it("G5: whoever comes back from Stripe's own page sees what they did there, without a pass", async () => {
    const subscriber = await subscribe(world);
    await world.stripe.subscriptions.update(subscriber.subscriptionId, {
      cancel_at_period_end: true,
    });
    expect(await current(subscriber)).toMatchObject({ cancelAt: null });
    await world.control.faults({ error500: 1 });
    expect(await subscriber.client.billing.refresh.mutate({})).toMatchObject({
      is: "refused",
      reason: "provider_unavailable",
    });
    await world.control.faults({});
    expect(await subscriber.client.billing.refresh.mutate()).toEqual({ is: "refreshed" });
    expect(await current(subscriber)).toMatchObject({ cancelAt: expect.any(String) });
  });

  it("G5: a checkout whose session is not open any more", async () => {
    const person = await signUp(world.url);
    const { sessionId } = await startReady(person);
    await world.stripe.checkout.sessions.expire(sessionId);
    expect(await worker.pass()).toMatchObject({ healed: 1 });
    expect((await person.client.billing.current.query()).openCheckout).toBeNull();
    expect(await worker.pass()).toMatchObject({ healed: 0, looks: 0 });
  });

  it("G5: a second subscription made in the dashboard is ended", async () => {
    const person = await subscribe(world);
    const [price] = (await world.stripe.prices.list({ lookup_keys: ["plus_month_usd"] })).data;
    const card = await world.stripe.paymentMethods.attach("pm_card_visa", {
      customer: person.customerId,
    });
    const second = await world.stripe.subscriptions.create({
      customer: person.customerId,
      items: [{ price: price?.id ?? "" }],
      default_payment_method: card.id,
    });
    expect(await worker.pass()).toMatchObject({ healed: 1, kept: 0 });
    expect(await world.stripe.subscriptions.retrieve(second.id)).toMatchObject({
      status: "canceled",
    });
    expect(await current(person)).toMatchObject({ status: "active" });
    expect(await worker.pass()).toMatchObject({ healed: 0, looks: 0 });
  });
});

describe("G1: what is at Stripe and in no row", () => {
  it("G1: an account that has lost its rows, as after a restore, gets its own customer back and buys no second", async () => {
    const person = await subscribe(world);
    const { accountId } = person;
    await world.prisma.subscription.delete({ where: { accountId } });
    await world.prisma.customer.delete({ where: { accountId } });
    expect(await worker.pass()).toMatchObject({ healed: 1, kept: 0, missedWebhooks: 0 });
    const { customer, subscription } = await person.client.billing.current.query();
    expect(customer).toMatchObject({ stripeCustomerId: person.customerId });
    expect(subscription).toMatchObject({ stripeSubscriptionId: person.subscriptionId });
    expect(await worker.pass()).toMatchObject({ healed: 0, kept: 0, looks: 0 });
  });

  it("G1: a second customer of an account is kept for people, and nothing is done about it", async () => {
    const person = await subscribe(world);
    const second = await world.stripe.customers.create({
      email: person.email,
      metadata: { accountId: person.accountId },
    });
    expect(await worker.pass()).toMatchObject({ healed: 0, kept: 1, missedWebhooks: 0 });
    expect(await driftsOf(person.accountId)).toMatchObject([
      { outcome: "kept", differences: [{ field: "customer", stripes: second.id }] },
    ]);
    await world.stripe.customers.del(second.id);
    expect(await worker.pass()).toMatchObject({ kept: 0 });
  });

  it("G1: what charges for an account that is not here is told to people", async () => {
    const stranger = await world.stripe.customers.create({ email: "stranger@example.com" });
    const [price] = (await world.stripe.prices.list({ lookup_keys: ["plus_month_usd"] })).data;
    const card = await world.stripe.paymentMethods.attach("pm_card_visa", {
      customer: stranger.id,
    });
    const { id } = await world.stripe.subscriptions.create({
      customer: stranger.id,
      items: [{ price: price?.id ?? "" }],
      default_payment_method: card.id,
      metadata: { accountId: "acc_of_yesterday" },
    });
    const pass = await worker.pass();
    expect(pass).toMatchObject({ healed: 0, kept: 1, looks: 0 });
    const found = await worker.reconciler.passes.found(pass.id, 10);
    expect(found).toMatchObject([{ subject: id, outcome: "kept" }]);
    await world.stripe.subscriptions.cancel(id);
    expect(await worker.pass()).toMatchObject({ kept: 0 });
  });
});
