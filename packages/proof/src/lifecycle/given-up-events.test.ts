import type { FailedEvent } from "@idem/billing";
import { createInbox, type Database, type OpenInbox, openDatabase } from "@idem/postgres";
import type { Decorate } from "@idem/server";
import { afterAll, beforeAll, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { hire } from "../world/hire.ts";
import { sendEvent } from "../world/send-event.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

/** A mistake of ours that one account always meets. */
let poisoned: string | null = null;
let looks = 0;
const mistaken: Decorate = (ports) => ({
  ...ports,
  store: {
    ...ports.store,
    account: async (accountId) => {
      if (accountId !== poisoned) return ports.store.account(accountId);
      looks += 1;
      throw new TypeError("Cannot read properties of undefined");
    },
  },
});

let world: World;
let database: Database;
let inbox: OpenInbox;
beforeAll(async () => {
  world = await startWorld({ webhooks: false, decorate: mistaken });
  database = openDatabase({ url: world.databaseUrl, poolSize: 2 });
  inbox = createInbox(database, () => {});
});
afterAll(async () => {
  await inbox.close();
  await database.close();
  await world.close();
});

async function buyQuietly(): Promise<{ person: Person; customer: string }> {
  const person = await signUp(world.url);
  const { sessionId } = await startReady(person);
  await world.control.pay(sessionId);
  const customer = (await customersOf(world.stripe, person.accountId))[0]?.id ?? "";
  return { person, customer };
}

const isDone = (id: string) =>
  until(
    `${id} is done`,
    async () => (await world.prisma.webhookEvent.findUnique({ where: { id } }))?.processedAt,
    { withinMs: 8_000 },
  );

async function ringAndWait(id: string, customer: string): Promise<void> {
  await sendEvent(world.url, { id, customer });
  await isDone(id);
}

const read = async (path: string): Promise<string> => (await fetch(`${world.url}${path}`)).text();

it("G5: an event that always fails is given up and seen; the others go on; tried again after the mistake is mended, it is done", async () => {
  const { person, customer } = await buyQuietly();
  const healthy = await buyQuietly();
  await ringAndWait("evt_first", healthy.customer);
  // From here on: as few tries, and no waits between them.
  await database.pool.query(
    "UPDATE pgboss.queue SET retry_limit = 2, retry_delay = 0, retry_backoff = false WHERE name = 'webhook-turns'",
  );
  poisoned = person.accountId;
  await sendEvent(world.url, { id: "evt_poison", customer });
  const failed = await until<FailedEvent>(
    "the event is given up",
    async () => (await inbox.failedEvents(10))[0],
    { withinMs: 10_000 },
  );
  expect(failed).toMatchObject({
    id: "evt_poison",
    stripeCustomerId: customer,
    attempts: 3,
    error: expect.stringContaining("TypeError"),
  });
  expect(looks).toBe(3);
  expect(await read("/metrics")).toContain("idem_webhook_events_given_up 1");
  expect(await read("/metrics")).toContain("idem_webhook_lag_seconds 0");
  expect(JSON.parse(await read("/readyz"))).toMatchObject({ webhooks: "given_up" });
  const support = await hire(world, "support");
  const { admin } = support.client;
  expect(await admin.events.summary.query()).toMatchObject({
    failed: 1,
    waiting: 0,
    lagSeconds: 0,
  });
  expect((await admin.events.list.query({ state: "waiting" })).lines).toEqual([]);
  expect((await admin.metrics.figures.query()).webhookLagSeconds).toBe(0);

  await ringAndWait("evt_healthy", healthy.customer);
  expect(looks).toBe(3);

  poisoned = null;
  expect(await inbox.replay({ ids: ["evt_poison"] })).toBe(1);
  await isDone("evt_poison");
  expect((await person.client.billing.current.query()).subscription).toMatchObject({
    status: "active",
  });
  expect(await inbox.failedEvents(10)).toEqual([]);
  expect(await read("/metrics")).toContain("idem_webhook_events_given_up 0");
});
