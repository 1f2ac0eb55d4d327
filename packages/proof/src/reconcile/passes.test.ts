import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { openPool } from "../world/open-pool.ts";
import { sendEvent } from "../world/send-event.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";
import { openWorker } from "./open-passes.ts";
import { type Subscriber, subscribe } from "./subscriber.ts";

let world: World;
let people: Subscriber[];
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
  people = [];
  for (let index = 0; index < 5; index++) people.push(await subscribe(world));
});
afterAll(() => world.close());
beforeEach(async () => {
  await world.prisma.drift.deleteMany();
  await world.prisma.reconciliation.deleteMany();
});

const open = (changes: { graceMs?: number } = {}) =>
  openWorker({ databaseUrl: world.databaseUrl, stripeUrl: world.door.url, ...changes });

/** What has been asked of Stripe since the last call, as "METHOD path". */
function listen(): () => string[] {
  const asked: string[] = [];
  world.door.watch(async (moment, { method, path: at }) => {
    if (moment === "before") asked.push(`${method} ${at}`);
  });
  return () => asked.splice(0);
}

const someone = (index: number): Subscriber => {
  const person = people[index];
  if (person === undefined) throw new Error(`There is no person ${index}.`);
  return person;
};

const lists = ["GET /v1/subscriptions", "GET /v1/customers", "GET /v1/checkout/sessions"];

/** The versions of every row of billing: whoever writes one, even to the same values, makes another. */
async function versions(): Promise<unknown[]> {
  await using pool = await openPool(world.databaseUrl, 1);
  const tables = ["billing_account", "customer", "subscription", "checkout", "effect"];
  const found = await Promise.all(
    tables.map((table) => pool.query(`SELECT xmin, ctid FROM ${table} ORDER BY ctid`)),
  );
  return found.flatMap(({ rows }) => rows);
}

describe("G5: what a pass costs those who are well", () => {
  it("G5: a page of each list, no read for an account, and nothing is written", async () => {
    await using worker = open();
    const before = await versions();
    const asked = listen();
    const pass = await worker.pass();
    expect(asked()).toEqual(lists);
    expect(pass).toMatchObject({ healed: 0, kept: 0, looks: 0, inFlight: 0, listed: 10 });
    expect(await versions()).toEqual(before);
  });
});

describe("G5: one pass at a time, on whatever node", () => {
  it("G5: begun twenty times at once it is one, and two workers share it without doing anything twice", async () => {
    await using first = open();
    await using second = open();
    const asked = listen();
    const begun = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        (index % 2 === 0 ? first : second).reconciler.passes.begin(`worker ${index}`),
      ),
    );
    expect(new Set(begun.map(({ id }) => id)).size).toBe(1);
    const ended = await Promise.all([first.pass(), second.pass()]);
    expect(new Set(ended.map(({ id }) => id)).size).toBe(1);
    expect(asked()).toEqual(lists);
    expect(await world.prisma.reconciliation.count()).toBe(1);
  });

  it("G5: killed in the middle, it goes on at another node where it was", async () => {
    const { subscriptionId } = someone(0);
    await world.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    const caught = world.door.next(/^GET \/v1\/checkout\/sessions$/, "hold request");
    const main = path.join(import.meta.dirname, "../../../../apps/cli/src/main.ts");
    const child = spawn(process.execPath, [main, "reconcile", "--grace", "1"], {
      stdio: "ignore",
      env: {
        DATABASE_URL: world.databaseUrl,
        STRIPE_SECRET_KEY: "sk_test_world",
        STRIPE_API_BASE: world.door.url,
      },
    });
    await caught.struck;
    child.kill("SIGKILL");
    await once(child, "exit");
    caught.release();

    await using other = open();
    // Until its lease is over, the dead one counts as at work.
    expect(await other.step()).toEqual({ is: "idle" });
    await world.prisma.reconciliation.updateMany({ data: { leaseUntil: new Date(0) } });
    const asked = listen();
    const pass = await other.pass();
    expect(asked()).toContain("GET /v1/checkout/sessions");
    expect(asked()).not.toContain("GET /v1/customers");
    expect(pass).toMatchObject({
      state: "FINISHED",
      healed: 1,
      kept: 0,
      askedBy: "the command line",
    });
    expect(await world.prisma.reconciliationPage.count()).toBe(0);
    expect(await world.prisma.reconciliationSuspect.count()).toBe(0);
  });

  it("G5: a worker that was taken for dead, and wakes up with its page, keeps nothing twice", async () => {
    await using slow = open();
    await using quick = open();
    await slow.reconciler.passes.begin("a test");
    const caught = world.door.next(/^GET \/v1\/subscriptions$/, "hold answer");
    const asleep = slow.step();
    await caught.struck;
    await world.prisma.reconciliation.updateMany({ data: { leaseUntil: new Date(0) } });
    expect(await quick.step()).toMatchObject({ is: "worked" });
    caught.release();
    await asleep;
    const pass = await quick.pass();
    expect(pass).toMatchObject({ state: "FINISHED", listed: 10 });
  });

  it("G5: begins by the schedule once, however many nodes look at the clock", async () => {
    await using worker = open();
    const { passes } = worker.reconciler;
    await Promise.all(Array.from({ length: 10 }, () => passes.beginWhenDue(24)));
    await worker.pass();
    await passes.beginWhenDue(24);
    expect(await world.prisma.reconciliation.count()).toBe(1);
    const [yesterday] = await world.prisma.reconciliation.findMany();
    await world.prisma.reconciliation.update({
      where: { id: yesterday?.id ?? "" },
      data: { startedAt: new Date(Date.now() - 25 * 3_600_000) },
    });
    await passes.beginWhenDue(24);
    expect(await world.prisma.reconciliation.count()).toBe(2);
    expect(await worker.pass()).toMatchObject({ askedBy: "the schedule" });
  });
});

describe("G5: what changes while a pass runs is no drift", () => {
  it("G5: a webhook that comes between the two looks has told of it", async () => {
    const { subscriptionId, customerId } = someone(1);
    await using worker = open({ graceMs: 3_000 });
    await worker.reconciler.passes.begin("a test");
    await world.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    expect(await worker.step()).toMatchObject({ is: "worked" });
    expect(await worker.step()).toMatchObject({ is: "worked" });
    expect(await world.prisma.reconciliationSuspect.findMany()).toMatchObject([{ looks: 1 }]);
    await sendEvent(world.url, { customer: customerId });
    await until(
      "the webhook has done its work",
      async () => (await world.prisma.webhookEvent.count({ where: { processedAt: null } })) === 0,
      { withinMs: 2_500 },
    );
    expect(await worker.pass()).toMatchObject({ healed: 0, kept: 0, inFlight: 1 });
    expect(await world.prisma.drift.count()).toBe(0);
  });

  it("G5: nor while a webhook about the account waits to be worked on", async () => {
    const { subscriptionId, customerId } = someone(2);
    await world.stripe.subscriptions.update(subscriptionId, { cancel_at_period_end: true });
    await world.prisma.webhookEvent.create({
      data: {
        id: "evt_that_waits",
        type: "customer.subscription.updated",
        stripeCustomerId: customerId,
        payload: {},
        createdAt: new Date(),
      },
    });
    await using worker = open();
    expect(await worker.pass()).toMatchObject({ healed: 0, kept: 0, inFlight: 1 });
    await world.prisma.webhookEvent.deleteMany();
    expect(await worker.pass()).toMatchObject({ healed: 1 });
  });

  it("G5: nor is one that differs in another way at each look", async () => {
    const { subscriptionId } = someone(3);
    await using worker = open({ graceMs: 0 });
    await worker.reconciler.passes.begin("a test");
    for (let round = 0; round < 3; round++) {
      await world.stripe.subscriptions.update(
        subscriptionId,
        round % 2 === 0
          ? { cancel_at_period_end: true }
          : { cancel_at: Math.floor(Date.now() / 1_000) + 86_400 },
      );
      await worker.step();
    }
    expect(await world.prisma.drift.count()).toBe(0);
    expect(await worker.pass()).toMatchObject({ healed: 1 });
  });
});

describe("G11: a pass while Stripe is in trouble", () => {
  it("G11: waits while Stripe does not answer, and goes on where it was", async () => {
    await using worker = open();
    await worker.reconciler.passes.begin("a test");
    await worker.step();
    await world.control.faults({ error429: 1 });
    await expect(worker.step()).rejects.toThrow(/Stripe did not answer/);
    await world.control.faults({});
    const asked = listen();
    expect(await worker.pass()).toMatchObject({ state: "FINISHED" });
    expect(asked()).not.toContain("GET /v1/subscriptions");
  });

  it("G11: stops, and heals nobody, when Stripe lists hardly anybody: it may be another Stripe account", async () => {
    await using pool = await openPool(world.databaseUrl, 1);
    const from = "FROM generate_series(1, 1100) n";
    await pool.query(
      `INSERT INTO "user" (id, name, email, updated_at) SELECT 'gone' || n, 'Pat', n || '@gone.example', now() ${from}`,
    );
    await pool.query(
      `INSERT INTO billing_account (id, user_id, email, name, updated_at)
       SELECT 'acc_gone' || n, 'gone' || n, n || '@gone.example', 'Pat', now() ${from}`,
    );
    await pool.query(
      `INSERT INTO customer (account_id, stripe_customer_id, email, name, updated_at)
       SELECT 'acc_gone' || n, 'cus_gone' || n, n || '@gone.example', 'Pat', now() ${from}`,
    );
    await using worker = open();
    const pass = await worker.pass();
    expect(pass).toMatchObject({ state: "FAILED", healed: 0, kept: 0, looks: 0 });
    expect(pass.note).toMatch(/Stripe lists 5 of 1105 customers/);
    await pool.query("DELETE FROM customer WHERE stripe_customer_id LIKE 'cus_gone%'");
  });
});
