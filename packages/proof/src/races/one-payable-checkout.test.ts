import { randomUUID } from "node:crypto";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { attemptTable, expireThenCreate } from "../controls/replace-checkout.ts";
import { openPool } from "../world/open-pool.ts";
import { openSessionsOf } from "../world/open-sessions-of.ts";
import { signUp } from "../world/sign-up.ts";
import { gist, start, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { watchOpenSessions } from "../world/watch-open-sessions.ts";

const prices = ["starter_month_usd", "plus_month_usd", "plus_year_usd", "enterprise_year_usd"];
const codes = ["WELCOME20", "SPRING20", "FREEYEAR", null];
const twenty = Array.from({ length: 20 }, (_, revision) => revision);

let world: World;
let nodes: string[];
let watched: { most(): number };
beforeAll(async () => {
  world = await startWorld();
  nodes = [world.url, await world.another()];
  watched = watchOpenSessions(world.door, world.stripe);
});
afterAll(() => world.close());

const at = (index: number): string => nodes[index % nodes.length] ?? world.url;

describe("G2: a billing account has at most one payable checkout", () => {
  it("G2, G9: twenty revisions and codes at once, on two nodes: one open session, with the highest revision’s code", async () => {
    const person = await signUp(world.url);
    const answers = await Promise.all(
      twenty.map((revision) =>
        start({ ...person, url: at(revision) }, { revision, code: codes[revision % 3] ?? null }),
      ),
    );
    expect(answers.map(gist).filter((one) => one !== "ready" && one !== "superseded")).toEqual([]);
    const last = answers.at(-1);
    expect(last).toMatchObject({
      is: "ready",
      quote: { code: { is: "applied", code: codes[19 % 3] } },
    });
    const open = await openSessionsOf(world.stripe, person.accountId);
    expect(open).toMatchObject([
      { id: last?.is === "ready" && last.sessionId, code: codes[19 % 3] },
    ]);
    expect(watched.most()).toBe(1);
  });

  it("G2: twenty tabs with twenty choices at once: in the end one session is open, and it is the one our row names", async () => {
    const person = await signUp(world.url);
    const answers = await Promise.all(
      twenty.map((tab) =>
        start(
          { ...person, url: at(tab) },
          {
            attempt: `choosing-tab-${tab}`,
            priceId: prices[tab % 4] ?? "",
            code: codes[tab % 3] ?? null,
          },
        ),
      ),
    );
    expect(answers.map(gist).filter((one) => one !== "ready" && one !== "superseded")).toEqual([]);
    const open = await openSessionsOf(world.stripe, person.accountId);
    const { openCheckout } = await person.client.billing.current.query();
    expect(open.map(({ id }) => id)).toEqual([openCheckout?.sessionId]);
    expect(open[0]?.amountTotal).toBe(openCheckout?.dueToday);
    expect(watched.most()).toBe(1);
  });

  it("G2: two tabs with two plans, one after the other: the later one is open, the earlier can not be paid any more", async () => {
    const person = await signUp(world.url);
    const first = await startReady(person, {
      attempt: "tab-one-starter",
      priceId: "starter_month_usd",
    });
    const second = await startReady(person, { attempt: "tab-two-plus", priceId: "plus_month_usd" });
    expect(await world.control.pay(first.sessionId)).toMatchObject({ outcome: "expired" });
    expect(await world.control.pay(second.sessionId)).toMatchObject({ outcome: "succeeded" });
  });

  it("G2: a reload in any step gives the same session, and the back button another choice and this one again", async () => {
    const person = await signUp(world.url);
    const choice = { code: "WELCOME20", revision: 1 };
    const first = await startReady(person, choice);
    const reloaded = await startReady(person, { ...choice, attempt: "reloaded-elsewhere" });
    expect(reloaded.sessionId).toBe(first.sessionId);
    const other = await startReady(person, { code: null, revision: 2 });
    const back = await startReady(person, { ...choice, revision: 3 });
    expect(new Set([first.sessionId, other.sessionId, back.sessionId]).size).toBe(3);
    expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
      { id: back.sessionId, code: "WELCOME20" },
    ]);
  });

  it("G2: Stripe is slower than a lease while choices change: never two sessions to pay, not even for a moment", async () => {
    const person = await signUp(world.url);
    await startReady(person, { revision: 0 });
    await world.control.faults({ latencyMs: [500, 800] });
    const answers = await Promise.all(
      [1, 2, 3].map((revision) =>
        start({ ...person, url: at(revision) }, { revision, code: codes[revision - 1] ?? null }),
      ),
    );
    await world.control.faults({});
    expect(answers.map(gist).filter((one) => one !== "ready" && one !== "superseded")).toEqual([]);
    expect(watched.most()).toBe(1);
    expect(await openSessionsOf(world.stripe, person.accountId)).toHaveLength(1);
  });

  it("G2: expiring the old session fails: the new one is not made until the old one is known to be closed", async () => {
    const person = await signUp(world.url);
    const first = await startReady(person, { revision: 0 });
    const lost = world.door.next(/^POST \/v1\/checkout\/sessions\/.*\/expire$/, "lose request");
    expect(gist(await start(person, { revision: 1, code: "WELCOME20" }))).toBe(
      "provider_unavailable",
    );
    expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
      { id: first.sessionId },
    ]);
    lost.release();
    const second = await startReady(person, { revision: 1, code: "WELCOME20" });
    expect(await openSessionsOf(world.stripe, person.accountId)).toMatchObject([
      { id: second.sessionId },
    ]);
    expect(watched.most()).toBe(1);
  });
});

describe("G2, negative controls: the same presses without the guard leave more than one to pay", () => {
  it("G2: expire the open one, then create: four tabs at once", async () => {
    await using pool = await openPool(world.databaseUrl);
    await pool.query(attemptTable);
    const { id: customer } = await world.stripe.customers.create({
      email: `${randomUUID()}@example.com`,
    });
    const params: Stripe.Checkout.SessionCreateParams = {
      mode: "subscription",
      success_url: "https://example.com/done",
      line_items: [{ price: await priceId("plus_year_usd"), quantity: 1 }],
    };
    await world.control.faults({ latencyMs: 200 });
    await Promise.all(
      [1, 2, 3, 4].map(() =>
        expireThenCreate({ pool, stripe: world.stripe }, { customer, params }),
      ),
    );
    await world.control.faults({});
    const open = await world.stripe.checkout.sessions.list({ customer, status: "open" });
    expect(open.data.length).toBeGreaterThan(1);
  });

  it("G2: without its partial unique index, PostgreSQL takes a second open checkout; with it, never", async () => {
    const person = await signUp(world.url);
    await startReady(person);
    const copy = () => world.prisma.$executeRaw`
      INSERT INTO checkout SELECT ('chk_' || gen_random_uuid()), account_id, status, attempt, revision, price_id,
        promotion_code_id, code, ui, replace, due_today, currency, replaces_subscription_id, NULL, NULL, created_at, updated_at
      FROM checkout WHERE account_id = ${person.accountId} AND status = 'OPEN' LIMIT 1`;
    await expect(copy()).rejects.toThrow("checkout_one_open_key");
    await world.prisma.$executeRaw`DROP INDEX checkout_one_open_key`;
    expect(await copy()).toBe(1);
  });

  const priceId = async (id: string): Promise<string> =>
    (await world.prisma.price.findUniqueOrThrow({ where: { id } })).stripePriceId;
});
