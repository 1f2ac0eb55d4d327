import { type Database, openDatabase, readHearing } from "@idem/postgres";
import { afterEach, beforeEach, expect, it } from "vitest";
import { type FreshDatabase, freshDatabase } from "../world/fresh-database.ts";

let fresh: FreshDatabase;
let database: Database;
beforeEach(async () => {
  fresh = await freshDatabase();
  database = openDatabase({ url: fresh.url, poolSize: 2 });
});
afterEach(async () => {
  await database.close();
  await fresh.drop();
});

const minutesAgo = (minutes: number) => new Date(Date.now() - minutes * 60_000);

/** A subscription changed, as a return page has found by looking. */
async function changed(minutes: number): Promise<void> {
  const user = { id: "user_1", email: "pat@example.com", name: "Pat", updatedAt: new Date() };
  await database.prisma.user.create({ data: user });
  await database.prisma.billingAccount.create({
    data: { id: "acc_1", userId: user.id, email: user.email, name: user.name },
  });
  await database.prisma.auditEvent.create({
    data: {
      ...{ accountId: "acc_1", seq: 1, action: "subscription.started", source: "customer" },
      ...{ at: minutesAgo(minutes), previous: "", hash: "" },
    },
  });
}

const heard = (minutes: number, failedAt: Date | null = null) =>
  database.prisma.webhookEvent.create({
    data: {
      ...{ id: "evt_1", type: "invoice.paid", payload: {}, createdAt: new Date(), failedAt },
      receivedAt: minutesAgo(minutes),
    },
  });

const isSilent = async () => (await readHearing(database.prisma)).isSilent;

it("G5: no event although something has changed a quarter of an hour ago: silence", async () => {
  await changed(15);
  expect(await isSilent()).toBe(true);
  await heard(14);
  expect(await isSilent()).toBe(false);
});

it.each([
  ["nothing has happened for long", 120],
  ["it has only just happened", 2],
])("G5: no event, but %s: no silence", async (_, minutes) => {
  await changed(minutes);
  expect(await isSilent()).toBe(false);
});

it("G5: events of an hour ago do not speak for what has happened since", async () => {
  await changed(15);
  await heard(60);
  expect(await isSilent()).toBe(true);
});

it("G5: an event that was given up is counted until it is done", async () => {
  await heard(5, new Date());
  expect(await readHearing(database.prisma)).toEqual({ givenUp: 1, isSilent: false });
  await database.prisma.webhookEvent.updateMany({ data: { processedAt: new Date() } });
  expect((await readHearing(database.prisma)).givenUp).toBe(0);
});
