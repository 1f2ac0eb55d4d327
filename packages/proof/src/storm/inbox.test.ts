import type { Inbox, ReceivedEvent, Turn } from "@idem/billing";
import { createInbox, type Database, type OpenInbox, openDatabase } from "@idem/postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../world/fresh-database.ts";
import { until } from "../world/until.ts";
import { holdCommits } from "./hold-commits.ts";

let fresh: FreshDatabase;
let database: Database;
let inbox: OpenInbox;
let other: OpenInbox;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, poolSize: 10 });
  inbox = createInbox(database, () => {});
  other = createInbox(database, () => {});
});
afterAll(async () => {
  await inbox.close();
  await other.close();
  await database.close();
  await fresh.drop();
});
beforeEach(async () => {
  await database.prisma.webhookEvent.deleteMany();
  await database.prisma.$executeRaw`DELETE FROM pgboss.job`;
});

const event = (id: string, stripeCustomerId: string | null = "cus_0"): ReceivedEvent => ({
  id,
  type: "customer.subscription.updated",
  stripeCustomerId,
  related: null,
  createdAtMs: 0,
  payload: {},
});

/** Events of a day, customer after customer and over again: `evt_0` is of the first, `evt_1` of the second. */
const receive = (count: number, customers: number) =>
  Promise.all(
    Array.from({ length: count }, (_, index) =>
      inbox.store(event(`evt_${index}`, `cus_${index % customers}`)),
    ),
  );

const idsOf = (turns: Turn[]) => turns.flatMap(({ events }) => events.map(({ id }) => id));
const customersOf = (turns: Turn[]) => turns.map(({ stripeCustomerId }) => stripeCustomerId);

async function only(from: Inbox): Promise<Turn> {
  const [turn, ...others] = await from.claimDue(20);
  if (turn === undefined || others.length > 0) throw new Error("There is not one turn.");
  return turn;
}

const taken = (from: Inbox, withinMs = 5_000) =>
  until("a turn is due", async () => (await from.claimDue(20))[0], { withinMs });

describe("G5: a customer's turn", () => {
  it("G5: takes everything that waits about them", async () => {
    await receive(1_000, 10);
    const turns = await inbox.claimDue(3);
    expect(new Set(customersOf(turns)).size).toBe(3);
    expect(new Set(idsOf(turns)).size).toBe(300);
    expect(customersOf(await inbox.claimDue(20))).toHaveLength(7);
  });

  it("G5: whoever rang first is looked at first, and whoever rang a dozen times keeps nobody else waiting", async () => {
    for (let index = 0; index < 12; index++) await inbox.store(event(`evt_a${index}`, "cus_a"));
    for (const name of ["b", "c"]) await inbox.store(event(`evt_${name}`, `cus_${name}`));
    expect(customersOf(await inbox.claimDue(2)).toSorted()).toEqual(["cus_a", "cus_b"]);
  });

  it("G5: what is about nobody is taken one by one, and not with everything that is about nobody", async () => {
    for (let index = 0; index < 5; index++) await inbox.store(event(`evt_${index}`, null));
    expect(idsOf(await inbox.claimDue(2))).toHaveLength(2);
  });

  it("G5: the same event once more is the same, and asks for nothing", async () => {
    expect(await Promise.all([inbox.store(event("evt_1")), other.store(event("evt_1"))])).toContain(
      true,
    );
    expect(await inbox.store(event("evt_1"))).toBe(false);
    await inbox.done(await only(inbox), null);
    expect(await other.store(event("evt_1"))).toBe(false);
    expect(await inbox.claimDue(20)).toEqual([]);
  });

  it("G5: twenty workers on two nodes take each turn once, without waiting for each other", async () => {
    await receive(2_000, 40);
    const claims = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 === 0 ? inbox : other).claimDue(5)),
    );
    const turns = claims.flat();
    for (let more = await inbox.claimDue(5); more.length > 0; more = await inbox.claimDue(5))
      turns.push(...more);
    expect(new Set(customersOf(turns)).size).toBe(40);
    expect(turns).toHaveLength(40);
    expect(new Set(idsOf(turns)).size).toBe(2_000);
  });

  it("G5: is one at a time on all nodes: what rings meanwhile is the next one", async () => {
    await inbox.store(event("evt_first"));
    const first = await only(inbox);
    for (let index = 0; index < 49; index++)
      await (index % 2 === 0 ? inbox : other).store(event(`evt_${index}`));
    expect(await other.claimDue(20)).toEqual([]);
    await inbox.done(first, null);
    const second = await only(other);
    expect(second.events).toHaveLength(49);
    await other.done(second, null);
    expect(await inbox.claimDue(20)).toEqual([]);
  });

  it("G5: is given back when its worker dies, and what came meanwhile is done with it", async () => {
    await inbox.store(event("evt_1"));
    const lost = await only(inbox);
    await inbox.store(event("evt_2"));
    // Taken for dead after 5 s; nobody waits for that here.
    await database.prisma
      .$executeRaw`UPDATE pgboss.job SET started_on = started_on - interval '1 minute' WHERE state = 'active'`;
    const again = await taken(other, 12_000);
    expect(new Set(idsOf([again]))).toEqual(new Set(["evt_1", "evt_2"]));
    // Who was taken for dead, and is not, ends nothing that is not theirs.
    await inbox.done({ ...lost, events: [] }, null);
    await inbox.store(event("evt_3"));
    expect(await inbox.claimDue(20)).toEqual([]);
    await other.done(again, null);
    expect(idsOf([await taken(inbox)])).toEqual(["evt_3"]);
  });
});

describe("G5: an event that finds a turn waiting, which is taken just then", () => {
  it("G5: is among those of that turn: it is not taken before the event can be seen", async () => {
    await inbox.store(event("evt_1"));
    const slow = holdCommits(database.pool);
    const storing = createInbox({ pool: slow.pool }, () => {});
    const stored = storing.store(event("evt_2"));
    await slow.reached;
    expect(await other.claimDue(20)).toEqual([]);
    slow.release();
    await stored;
    expect(new Set(idsOf([await only(other)]))).toEqual(new Set(["evt_1", "evt_2"]));
    await storing.close();
  });

  it("G5, negative control: with a unique key only, as usual, it is stored and nobody ever looks", async () => {
    await inbox.store(event("evt_1"));
    const client = await database.pool.connect();
    await client.query("BEGIN");
    await client.query(`INSERT INTO webhook_event (id, type, stripe_customer_id, payload, created_at)
      VALUES ('evt_2', 'invoice.paid', 'cus_0', '{}', now())`);
    const { rowCount } =
      await client.query(`INSERT INTO pgboss.job (name, data, singleton_key, policy)
      VALUES ('webhook-turns', '{}', 'cus_0', 'short') ON CONFLICT DO NOTHING`);
    expect(rowCount).toBe(0);
    const turn = await only(other);
    expect(idsOf([turn])).toEqual(["evt_1"]);
    await other.done(turn, null);
    await client.query("COMMIT");
    client.release();
    expect(await other.claimDue(20)).toEqual([]);
    expect(await database.prisma.webhookEvent.count({ where: { processedAt: null } })).toBe(1);
  });
});

describe("G5: a turn that fails", () => {
  /** As few tries as a test likes, and no waiting between them, for what is asked for from now on. */
  const tries = (limit: number) =>
    database.pool.query(
      "UPDATE pgboss.queue SET retry_limit = $1, retry_delay = 0, retry_backoff = false WHERE name = 'webhook-turns'",
      [limit],
    );
  const failing = async () => {
    const turn = await taken(inbox);
    await inbox.failed(turn, "TypeError: it is our fault");
  };

  it("G5: is given up after its tries, told once, shown, and done when it is tried again and succeeds", async () => {
    await tries(2);
    await inbox.store(event("evt_1"));
    for (let count = 0; count < 3; count++) await failing();
    expect(await inbox.claimDue(20)).toEqual([]);
    const told = [...(await inbox.takeGivenUp()), ...(await other.takeGivenUp())];
    expect(told).toMatchObject([
      { id: "evt_1", stripeCustomerId: "cus_0", attempts: 3, error: "TypeError: it is our fault" },
    ]);
    expect(await inbox.failedEvents(10)).toEqual(told);
    expect(await inbox.replay({ ids: ["evt_of_somebody_else"] })).toBe(0);
    expect(await inbox.replay("all")).toBe(1);
    expect(await inbox.failedEvents(10)).toEqual([]);
    await inbox.done(await only(other), null);
    expect(await database.prisma.webhookEvent.findFirst()).toMatchObject({
      attempts: 4,
      lastError: null,
      failedAt: null,
    });
  });

  it("G5: is healed by the next event about the same customer, too", async () => {
    await tries(0);
    await inbox.store(event("evt_1"));
    await failing();
    expect(await inbox.takeGivenUp()).toHaveLength(1);
    await inbox.store(event("evt_2"));
    const turn = await only(inbox);
    expect(new Set(idsOf([turn]))).toEqual(new Set(["evt_1", "evt_2"]));
    await inbox.done(turn, null);
    expect(await inbox.failedEvents(10)).toEqual([]);
  });

  it("G5: is never given up because Stripe does not answer", async () => {
    await tries(0);
    await inbox.store(event("evt_1"));
    for (let count = 0; count < 3; count++) {
      await inbox.postponed(await taken(inbox), "ProviderUnavailable");
      await database.prisma.$executeRaw`UPDATE pgboss.job SET start_after = now()`;
    }
    expect(await inbox.takeGivenUp()).toEqual([]);
    await inbox.done(await taken(inbox), null);
    expect(await database.prisma.webhookEvent.findFirst()).toMatchObject({ attempts: 4 });
  });

  it("G5: the waits grow: after an outage a turn is not asked for every second", async () => {
    await inbox.store(event("evt_1"));
    const waits: number[] = [];
    for (let count = 0; count < 10; count++) {
      await inbox.postponed(await only(inbox), "ProviderUnavailable");
      const [row] = await database.prisma.$queryRaw<{ seconds: number }[]>`
        SELECT round(extract(epoch FROM start_after - created_on))::int AS seconds FROM pgboss.job
        WHERE name = 'webhook-turns' AND state = 'created'`;
      waits.push(row?.seconds ?? 0);
      await database.prisma.$executeRaw`UPDATE pgboss.job SET start_after = now()`;
    }
    expect(waits).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 300]);
  });
});

describe("G5: events without a turn", () => {
  it("G5: of a version that had no queue, are given one, once", async () => {
    const receivedAt = new Date(Date.now() - 3_600_000);
    await database.prisma.webhookEvent.createMany({
      data: ["evt_1", "evt_2"].map((id) => ({
        ...{ id, type: "invoice.paid", stripeCustomerId: "cus_0", payload: {} },
        ...{ createdAt: receivedAt, receivedAt },
      })),
    });
    expect(await inbox.adopt()).toBe(1);
    expect(await other.adopt()).toBe(0);
    const turn = await only(inbox);
    expect(turn.events).toHaveLength(2);
    expect(await inbox.adopt()).toBe(0);
    await inbox.done(turn, null);
  });

  it("G5: of an object that turns out to be a customer's, are the customer's", async () => {
    const related = { id: "sub_1", type: "subscription" };
    for (const id of ["evt_1", "evt_2"]) await inbox.store({ ...event(id, null), related });
    const thin = await only(inbox);
    expect(thin).toMatchObject({ related, stripeCustomerId: null });
    expect(thin.events).toHaveLength(2);
    await inbox.forward(thin, "cus_0");
    const turn = await only(other);
    expect(turn).toMatchObject({ stripeCustomerId: "cus_0" });
    expect(new Set(idsOf([turn]))).toEqual(new Set(["evt_1", "evt_2"]));
  });
});
