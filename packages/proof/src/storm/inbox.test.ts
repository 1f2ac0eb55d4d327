import type { Inbox } from "@idem/billing";
import { createInbox, type Database, openDatabase } from "@idem/postgres";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../world/fresh-database.ts";

let fresh: FreshDatabase;
let database: Database;
let inbox: Inbox;
beforeAll(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, poolSize: 10 });
  inbox = createInbox(database.prisma);
});
afterAll(async () => {
  await database.close();
  await fresh.drop();
});
beforeEach(() => database.prisma.webhookEvent.deleteMany());

/** Events of a day, customer after customer and over again: `evt_0` is of the first, `evt_1` of the second. */
async function receive(count: number, customers: number): Promise<void> {
  await database.prisma.webhookEvent.createMany({
    data: Array.from({ length: count }, (_, index) => ({
      id: `evt_${index}`,
      type: "customer.subscription.updated",
      stripeCustomerId: `cus_${index % customers}`,
      payload: {},
      createdAt: new Date(0),
      nextAttemptAt: new Date(index),
    })),
  });
}

const idsOf = (events: { id: string }[]) => events.map(({ id }) => id);

describe("G5: a customer's turn", () => {
  it("G5: takes everything that is due about them, however far behind it stands", async () => {
    await receive(1_000, 10);
    const taken = await inbox.claimDue(3);
    expect(new Set(taken.map((event) => event.stripeCustomerId))).toEqual(
      new Set(["cus_0", "cus_1", "cus_2"]),
    );
    expect(new Set(idsOf(taken)).size).toBe(300);
    // What rang first is looked at first, and nobody waits behind somebody with much to say.
    const others = await inbox.claimDue(2);
    expect(new Set(others.map((event) => event.stripeCustomerId))).toEqual(
      new Set(["cus_3", "cus_4"]),
    );
  });

  it("G5: counts customers, not events: whoever rang a dozen times keeps nobody else waiting", async () => {
    await receive(1_200, 100);
    await database.prisma.$executeRaw`
      UPDATE webhook_event SET next_attempt_at = to_timestamp(replace(stripe_customer_id, 'cus_', '')::int)`;
    const taken = await inbox.claimDue(20);
    expect(new Set(taken.map((event) => event.stripeCustomerId)).size).toBe(20);
    expect(taken).toHaveLength(240);
  });

  it("G5: what is about nobody is taken one by one, and not with everything that is about nobody", async () => {
    await receive(5, 1);
    await database.prisma.webhookEvent.updateMany({ data: { stripeCustomerId: null } });
    expect(await inbox.claimDue(2)).toHaveLength(2);
  });

  it("G5: twenty nodes at once take each event once, without waiting for each other", async () => {
    await receive(2_000, 40);
    const claims = await Promise.all(Array.from({ length: 20 }, () => inbox.claimDue(5)));
    const ids = claims.flatMap(idsOf);
    expect(new Set(ids).size).toBe(ids.length);
    for (let left = await inbox.claimDue(5); left.length > 0; left = await inbox.claimDue(5))
      ids.push(...idsOf(left));
    expect(new Set(ids).size).toBe(2_000);
    expect(ids).toHaveLength(2_000);
  });

  it("G5: is not over before its work is: whose worker died is due again, what came meanwhile is not done with it", async () => {
    await receive(10, 1);
    const taken = await inbox.claimDue(1);
    expect(taken).toHaveLength(10);
    expect(await inbox.claimDue(1)).toEqual([]);
    await inbox.store({
      id: "evt_late",
      type: "invoice.paid",
      stripeCustomerId: "cus_0",
      createdAtMs: 0,
      payload: {},
    });
    await inbox.done(idsOf(taken).slice(0, 4), null);
    await database.prisma
      .$executeRaw`UPDATE webhook_event SET next_attempt_at = now() - interval '1 s'`;
    expect(new Set(idsOf(await inbox.claimDue(1)))).toEqual(
      new Set(["evt_late", ...idsOf(taken).slice(4)]),
    );
  });
});
