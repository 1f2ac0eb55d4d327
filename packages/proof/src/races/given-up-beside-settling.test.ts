import type pg from "pg";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { openPool } from "../world/open-pool.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { gist, start } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { until } from "../world/until.ts";

let world: World;
beforeAll(async () => {
  // Nobody looks but who presses, so that what happens between two tabs can be staged.
  world = await startWorld({ webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } });
});
afterAll(() => world.close());

/**
 * One tab's request for the customer is on its way for longer than a key lives; another tab has looked twice, by the
 * address and by the time, has found nothing, and is about to be told so.
 */
async function lateAndImpatient(person: Person) {
  const late = world.door.next(/^POST \/v1\/customers$/, "hold request");
  const first = start(person);
  await late.struck;
  await world.prisma.$executeRaw`
    UPDATE effect SET first_sent_at = first_sent_at - interval '25 hours', lease_until = now() - interval '1 second'
    WHERE account_id = ${person.accountId}`;
  const byAddress = world.door.next(/^GET \/v1\/customers$/, "hold answer");
  const second = start(person, { attempt: "the-other-tab" });
  await byAddress.struck;
  const byTime = world.door.next(/^GET \/v1\/customers$/, "hold answer");
  byAddress.release();
  await byTime.struck;
  return { first, second, letArrive: late.release, letGiveUp: byTime.release };
}

const outcomesOf = async ({ accountId }: Person) => {
  const generations = await world.prisma.effect.findMany({
    where: { accountId, kind: "customer.create" },
    orderBy: { generation: "asc" },
  });
  return generations.map(({ outcome }) => outcome);
};

const areWaiting = (client: pg.PoolClient, count: number) =>
  until(
    `${count} of the product’s statements wait for a lock`,
    async () => {
      const { rows } = await client.query(
        "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'",
      );
      return rows.length >= count;
    },
    { withinMs: 5_000 },
  );

describe("G1, G4: an effect is given up beside its settling", () => {
  it("G1, G4: between the read and the write of a settling: giving up waits, and finds it settled; one sending", async () => {
    const person = await signUp(world.url);
    const { first, second, letArrive, letGiveUp } = await lateAndImpatient(person);
    await using pool = await openPool(world.databaseUrl);
    const client = await pool.connect();
    try {
      // The settling reads the customer's row and then writes it: here it stands still in between.
      await client.query("BEGIN");
      await client.query("LOCK TABLE customer IN EXCLUSIVE MODE");
      letArrive();
      await areWaiting(client, 1);
      letGiveUp();
      await areWaiting(client, 2);
      await client.query("ROLLBACK");
    } finally {
      client.release();
    }
    expect([await first, await second].map(gist)).toEqual(["ready", "ready"]);
    expect(await outcomesOf(person)).toMatchObject([{ is: "done", how: "sent" }]);
    expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it("G1, G4: after the request was carried out and before its answer: the next generation looks before it sends", async () => {
    const person = await signUp(world.url);
    const { first, second, letArrive, letGiveUp } = await lateAndImpatient(person);
    const { carriedOut, letAnswer } = holdOneAnswer();
    letArrive();
    await carriedOut;
    letGiveUp();
    expect(gist(await second)).toBe("ready");
    letAnswer();
    expect(gist(await first)).toBe("ready");
    expect(await outcomesOf(person)).toMatchObject([{ is: "void" }, { is: "done", how: "found" }]);
    expect(await customersOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  /** A trap of the door catches a request once: the answer of one that was caught already is held by a watcher. */
  function holdOneAnswer() {
    const carriedOut = Promise.withResolvers<void>();
    const answered = Promise.withResolvers<void>();
    let isHeld = false;
    world.door.watch(async (moment, { method, path }) => {
      if (isHeld || moment !== "after" || method !== "POST" || path !== "/v1/customers") return;
      isHeld = true;
      carriedOut.resolve();
      await answered.promise;
    });
    return { carriedOut: carriedOut.promise, letAnswer: answered.resolve };
  }
});

describe("G4, negative control: an effect is given up without the account’s lock", () => {
  it("G4: who has read that nothing is known writes into nothing", async () => {
    await using pool = await openPool(world.databaseUrl, 2);
    await pool.query("CREATE TABLE naive_effect (account text PRIMARY KEY, outcome text)");
    await pool.query("INSERT INTO naive_effect VALUES ('tester')");
    const [settling, givingUp] = [await pool.connect(), await pool.connect()];
    const settle = (client: pg.PoolClient, outcome: string) =>
      client.query("UPDATE naive_effect SET outcome = $1 WHERE outcome IS NULL", [outcome]);
    try {
      await settling.query("BEGIN");
      await settling.query("SELECT pg_advisory_xact_lock(hashtext('tester'))");
      const { rows } = await settling.query("SELECT outcome FROM naive_effect");
      await settle(givingUp, "void");
      const { rowCount } = await settle(settling, "done");
      expect({ rows, rowCount }).toEqual({ rows: [{ outcome: null }], rowCount: 0 });
      await settling.query("ROLLBACK");
    } finally {
      settling.release();
      givingUp.release();
    }
  });
});
