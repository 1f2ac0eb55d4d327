import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  keyPerAttempt,
  type Naive,
  releaseOnTimeout,
  searchThenCreate,
  tenantTable,
  transactionWithoutLock,
} from "../controls/create-customer.ts";
import { billTo } from "../world/bill-to.ts";
import { customersOf } from "../world/customers-of.ts";
import { openPool } from "../world/open-pool.ts";
import { signUp } from "../world/sign-up.ts";
import { startReady } from "../world/start.ts";
import { foreignClient, startWorld, type World } from "../world/start-world.ts";

let world: World;
let otherNode: string;
beforeAll(async () => {
  world = await startWorld();
  otherNode = await world.another();
});
afterAll(() => world.close());

const fifty = Array.from({ length: 50 }, (_, tab) => tab);

describe("G1: a billing account has at most one Stripe customer", () => {
  it.each([2, 50])(
    "G1, G2: %d tabs on two nodes press Continue at once: one customer, one open session, the same for all",
    async (tabs) => {
      const person = await signUp(world.url);
      const nodes = [world.url, otherNode];
      const answers = await Promise.all(
        fifty
          .slice(0, tabs)
          .map((tab) =>
            startReady(
              { ...person, url: nodes[tab % 2] ?? world.url },
              { code: "WELCOME20", attempt: `tab-number-${tab}` },
            ),
          ),
      );
      const sessions = new Set(answers.map(({ sessionId }) => sessionId));
      expect([...sessions]).toEqual([expect.stringMatching(/^cs_test_/)]);
      const customers = await customersOf(world.stripe, person.accountId);
      expect(customers).toHaveLength(1);
      const [customer] = customers;
      const open = await world.stripe.checkout.sessions.list({
        customer: customer?.id ?? "",
        status: "open",
      });
      expect(open.data.map(({ id }) => id)).toEqual([...sessions]);
    },
  );

  it("G1: two accounts with the same e-mail get a customer each, rightly", async () => {
    const [one, two] = [await signUp(world.url), await signUp(world.url)];
    const email = `shared-${randomUUID()}@example.com`;
    await billTo(world, [one.accountId, two.accountId], email);
    await Promise.all([one, two, one, two].map((person) => startReady(person)));
    const { data } = await world.stripe.customers.list({ email });
    const owners = data.map(({ metadata }) => metadata["accountId"]).sort();
    expect(owners).toEqual([one.accountId, two.accountId].sort());
  });

  it("G1: a sign-up that is sent again, also at once, makes one account and one customer", async () => {
    const email = `again-${randomUUID()}@example.com`;
    const body = JSON.stringify({ email, password: "a long password", name: "Pat" });
    const headers = { "content-type": "application/json", origin: world.url };
    const send = (url: string) =>
      fetch(`${url}/api/auth/sign-up/email`, { method: "POST", headers, body });
    const answers = await Promise.all([world.url, otherNode, world.url, otherNode].map(send));
    const made = answers.filter(({ ok }) => ok);
    expect(made).toHaveLength(1);
    const cookie =
      made[0]?.headers
        .getSetCookie()
        .map((one) => one.split(";", 1)[0])
        .join("; ") ?? "";
    await Promise.all(
      [1, 2, 3].map((tab) =>
        startReady({ cookie, url: world.url }, { attempt: `again-tab-${tab}` }),
      ),
    );
    expect((await world.stripe.customers.list({ email })).data).toHaveLength(1);
  });
});

describe("G1, negative controls: the same schedule without the guard makes two", () => {
  it.each([
    ["search, then create", searchThenCreate],
    ["a transaction without a lock", transactionWithoutLock],
  ])("G1: %s, in two tabs at once", async (_name, create) => {
    expect(await customersMadeBy(inTwoTabs(create))).toBe(2);
  });

  it("G1: a new key for each try, and the first answer lost", async () => {
    expect(await customersMadeBy(loseFirst(keyPerAttempt))).toBe(2);
  });

  it("G1: a claim that is given back on a lost answer, and a second press", async () => {
    const twice = async (naive: Naive) => {
      await loseFirst(releaseOnTimeout)(naive);
      return releaseOnTimeout(naive);
    };
    expect(await customersMadeBy(twice)).toBe(2);
  });

  /** The second tab begins and ends while the first one's request is on its way. */
  function inTwoTabs(create: (naive: Naive) => Promise<unknown>) {
    return async (naive: Naive) => {
      const held = world.door.next(/^POST \/v1\/customers$/, "hold request");
      const first = create(naive);
      await held.struck;
      await create(naive);
      held.release();
      await first;
    };
  }

  function loseFirst(create: (naive: Naive) => Promise<unknown>) {
    return async (naive: Naive) => {
      const lost = world.door.next(/^POST \/v1\/customers$/, "lose answer");
      await create(naive);
      lost.release();
    };
  }

  let isTableMade = false;
  async function customersMadeBy(create: (naive: Naive) => Promise<unknown>): Promise<number> {
    await using pool = await openPool(world.databaseUrl);
    if (!isTableMade) await pool.query(tenantTable);
    isTableMade = true;
    const tenantId = randomUUID();
    await pool.query("INSERT INTO tenant VALUES ($1, $2)", [tenantId, `${tenantId}@example.com`]);
    await create({ pool, stripe: foreignClient(world.door.url), tenantId });
    return (await customersOf(world.stripe, tenantId)).length;
  }
});
