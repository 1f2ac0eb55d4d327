import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { tenantTable, transactionWithoutLock } from "../controls/create-customer.ts";
import { billTo } from "../world/bill-to.ts";
import { customersOf } from "../world/customers-of.ts";
import { openPool } from "../world/open-pool.ts";
import { foreignClient, startWorld, type World } from "../world/start-world.ts";
import { dieAndRecover } from "./die-and-recover.ts";
import { dyingKinds } from "./kill-at.ts";
import { points } from "./points.ts";

/** A world for each kind of effect, so that they can die side by side without one rescuing the other. */
let worlds: World[];
let world: World;
beforeAll(async () => {
  // A world’s own node only prepares: it never sweeps and hears no webhook, so it cannot do a dead one’s work.
  const options = { webhooks: false, overrides: { sweepIntervalMs: 3_600_000 } };
  worlds = await Promise.all(dyingKinds.map(() => startWorld(options)));
  world = worlds[0] ?? (await startWorld(options));
});
afterAll(() => Promise.all(worlds.map((one) => one.close())));

describe("G4: kill -9 at every point between claim and settle", () => {
  it.each(points)(
    "G4, G1, G2, G3: %s, for each kind of effect: the outcome is known 5 s after a node is up, and nothing is doubled",
    async (point) => {
      const deaths = dyingKinds.map((kind, index) =>
        dieAndRecover(worlds[index] ?? world, { kind, point }),
      );
      const recovered = await Promise.allSettled(deaths);
      expect(recovered.map(({ status }, index) => [dyingKinds[index], status])).toEqual(
        dyingKinds.map((kind) => [kind, "fulfilled"]),
      );
    },
  );
});

describe("G4, G1: time passes between the death and the recovery", () => {
  const lost = { kind: "customer.create", point: "executed, answer not read" } as const;

  it("G4, G1: the e-mail was changed: the customer is found, and has the new one in the end", async () => {
    const email = `changed-${randomUUID()}@example.com`;
    const person = await dieAndRecover(world, lost, ({ accountId }) =>
      billTo(world, [accountId], email),
    );
    const [customer] = await customersOf(world.stripe, person.accountId);
    expect(customer?.email).toBe(email);
  });

  it("G4, G1: Stripe’s clock is 25 h later, and Stripe has forgotten the key", async () => {
    await dieAndRecover(world, lost, () => world.control.advanceClock(25 * 3_600_000));
  });
});

describe("G4, negative control: what is recorded after speaking is lost in between", () => {
  it("G4: create inside a transaction, die before the commit, come back: two customers", async () => {
    await using pool = await openPool(world.databaseUrl);
    await pool.query(tenantTable);
    const tenantId = randomUUID();
    await pool.query("INSERT INTO tenant VALUES ($1, $2)", [tenantId, `${tenantId}@example.com`]);
    const naive = { pool, stripe: foreignClient(world.door.url), tenantId };
    const lost = world.door.next(/^POST \/v1\/customers$/, "lose answer");
    await expect(transactionWithoutLock(naive)).rejects.toThrow();
    lost.release();
    await pool.query("ROLLBACK");
    await transactionWithoutLock(naive);
    expect(await customersOf(world.stripe, tenantId)).toHaveLength(2);
  });
});
