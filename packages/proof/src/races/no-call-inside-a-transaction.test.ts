import { randomUUID } from "node:crypto";
import type { Ports } from "@idem/billing";
import { type AccountId, unchanged } from "@idem/domain";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tenantTable, transactionWithoutLock } from "../controls/create-customer.ts";
import { customersOf } from "../world/customers-of.ts";
import { openPool } from "../world/open-pool.ts";
import { openSessionsOf } from "../world/open-sessions-of.ts";
import { type Person, signUp } from "../world/sign-up.ts";
import { gist, start } from "../world/start.ts";
import { foreignClient, startWorld, type World } from "../world/start-world.ts";
import { watchTransactions } from "../world/watch-transactions.ts";

const watch = watchTransactions();
let world: World;
beforeAll(async () => {
  world = await startWorld({ decorate: watch.decorate });
});
afterAll(() => world.close());

/** How many of this database's connections sit in a transaction and do nothing. */
async function idleInTransaction(): Promise<number> {
  await using pool = await openPool(world.databaseUrl, 1);
  const { rowCount } = await pool.query(
    "SELECT 1 FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'",
  );
  return rowCount ?? 0;
}

const customers = /^POST \/v1\/customers$/;

describe("G6: no foreign call is made while a database transaction is open", () => {
  it("G6: an async `decide` does not type-check, so a call to Stripe cannot be written inside a transition", () => {
    const written = (ports: Ports, accountId: AccountId) =>
      ports.transition(
        { accountId, actor: { source: "system", userId: null, requestId: null } },
        // @ts-expect-error A promise is not a decision.
        async () => {
          await ports.gateway.invoices("cus_1", { limit: 1, after: null });
          return unchanged(null);
        },
      );
    expect(written).toBeTypeOf("function");
  });

  it("G6, G1: a hundred buyers at once, 500 ms at Stripe, ten connections: no error, one customer and one session each, no call inside", async () => {
    const people: Person[] = [];
    while (people.length < 100)
      people.push(...(await Promise.all(Array.from({ length: 20 }, () => signUp(world.url)))));
    await world.control.faults({ latencyMs: 500 });
    const answers = await Promise.all(people.map((person) => start(person, { code: "WELCOME20" })));
    await world.control.faults({});
    expect(new Set(answers.map(gist))).toEqual(new Set(["ready"]));
    expect(watch.calls()).toBeGreaterThanOrEqual(300);
    expect(watch.inside).toEqual([]);
    for (const { accountId } of [people[0], people[50], people[99]].filter(
      (one) => one !== undefined,
    )) {
      expect(await customersOf(world.stripe, accountId)).toHaveLength(1);
      expect(await openSessionsOf(world.stripe, accountId)).toHaveLength(1);
    }
    const made = (await world.stripe.customers.list({ limit: 100 })).data;
    expect(new Set(made.map(({ metadata }) => metadata["accountId"])).size).toBe(made.length);
    expect(made).toHaveLength(100);
  });

  it("G6: while Stripe holds an answer back, no connection waits in a transaction, and everybody else is served", async () => {
    const [buyer, other] = [await signUp(world.url), await signUp(world.url)];
    const held = world.door.next(customers, "hold answer");
    const starting = start(buyer);
    await held.struck;
    expect(await idleInTransaction()).toBe(0);
    expect(gist(await start(other))).toBe("ready");
    held.release();
    expect(gist(await starting)).toBe("ready");
  });

  it("G6, negative control: with the call inside the transaction, its connection waits for Stripe", async () => {
    await using pool = await openPool(world.databaseUrl, 1);
    await pool.query(tenantTable);
    const tenantId = randomUUID();
    await pool.query("INSERT INTO tenant VALUES ($1, $2)", [tenantId, `${tenantId}@example.com`]);
    const held = world.door.next(customers, "hold answer");
    const creating = transactionWithoutLock({
      pool,
      stripe: foreignClient(world.door.url),
      tenantId,
    });
    await held.struck;
    expect(await idleInTransaction()).toBe(1);
    held.release();
    await creating;
  });

  it("G6, negative control: a journal that asks Stripe while it claims is noticed", async () => {
    const bad = watchTransactions();
    const node = await world.another((ports) => {
      const claim: Ports["journal"]["claim"] = async (effect) => {
        await watched.gateway.isCustomerDeleted("cus_nobody");
        return ports.journal.claim(effect);
      };
      const watched = bad.decorate({ ...ports, journal: { ...ports.journal, claim } });
      return watched;
    });
    await start({ ...(await signUp(world.url)), url: node });
    expect(bad.inside).toContain("isCustomerDeleted inside claim");
  });
});
