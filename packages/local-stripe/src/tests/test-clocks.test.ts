import { appendFile, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import {
  advance,
  day,
  daySeconds,
  eventsSince,
  openOnClock,
  subscribe,
  untilReady,
} from "./clocks.ts";
import { checkout, openShop, refused, startLocal } from "./local.ts";

test("a clock is made at a frozen time, found, listed, and kept for 30 days", async () => {
  const { stripe, control } = await startLocal();
  const clocks = stripe.testHelpers.testClocks;
  const clock = await clocks.create({ frozen_time: day("2031-01-31"), name: "A year" });
  expect(clock).toMatchObject({
    object: "test_helpers.test_clock",
    frozen_time: day("2031-01-31"),
    name: "A year",
    status: "ready",
    status_details: {},
    livemode: false,
  });
  expect(clock.deletes_after - clock.created).toBe(30 * daySeconds);
  expect((await clocks.list()).data.map(({ id }) => id)).toEqual([clock.id]);
  expect((await clocks.retrieve(clock.id)).id).toBe(clock.id);
  expect((await refused(clocks.retrieve("clock_no"))).message).toBe(
    "No such test clock: 'clock_no'",
  );
  await control("clock", { advanceMs: 30 * daySeconds * 1000 + 1000 });
  expect((await clocks.list()).data).toEqual([]);
});

test("what a customer on a clock has bears that clock's time", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-31");
  const subscription = await subscribe(stripe, shop, { expand: ["latest_invoice"] });
  expect(subscription).toMatchObject({
    test_clock: shop.clock,
    created: day("2031-01-31"),
    start_date: day("2031-01-31"),
    latest_invoice: { test_clock: shop.clock, created: day("2031-01-31"), status: "paid" },
  });
  expect(subscription.items.data[0]?.current_period_end).toBe(day("2031-02-28"));
  const customer = await stripe.customers.retrieve(shop.customer, { expand: ["test_clock"] });
  expect(customer).toMatchObject({ created: day("2031-01-31"), test_clock: { id: shop.clock } });
});

test("lists leave out who lives on a clock, unless the clock is named", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-31");
  const { id } = await subscribe(stripe, shop);
  const { data: plain } = await stripe.customers.list({ email: "buyer@example.com" });
  expect(plain).toEqual([]);
  const { data: onClock } = await stripe.customers.list({ test_clock: shop.clock });
  expect(onClock.map((customer) => customer.id)).toEqual([shop.customer]);
  expect((await stripe.subscriptions.list()).data).toEqual([]);
  for (const named of [{ test_clock: shop.clock }, { customer: shop.customer }]) {
    expect((await stripe.subscriptions.list(named)).data.map((found) => found.id)).toEqual([id]);
  }
});

test("a clock that advances says so, is ready afterwards, and never goes back", async () => {
  const { stripe } = await startLocal();
  const clocks = stripe.testHelpers.testClocks;
  const { id } = await clocks.create({ frozen_time: day("2031-01-31") });
  const answer = await clocks.advance(id, { frozen_time: day("2031-02-01") });
  expect(answer).toMatchObject({
    status: "advancing",
    frozen_time: day("2031-01-31"),
    status_details: { advancing: { target_frozen_time: day("2031-02-01") } },
  });
  await untilReady(stripe, id);
  expect((await clocks.retrieve(id)).frozen_time).toBe(day("2031-02-01"));
  const back = await refused(clocks.advance(id, { frozen_time: day("2031-01-01") }));
  expect(back.param).toBe("frozen_time");
  const told = (await eventsSince(stripe)).map(({ type, request }) => [type, request?.id === null]);
  expect(told.slice(0, 3)).toEqual([
    ["test_helpers.test_clock.created", false],
    ["test_helpers.test_clock.advancing", false],
    ["test_helpers.test_clock.ready", true],
  ]);
});

test("at most two intervals of the shortest subscription at a time, or two years without one", async () => {
  const { stripe } = await startLocal();
  const clocks = stripe.testHelpers.testClocks;
  const shop = await openOnClock(stripe, "2031-01-15");
  const far = (to: string) => clocks.advance(shop.clock, { frozen_time: day(to) });
  expect((await refused(far("2033-01-16"))).message).toContain("two years");
  await subscribe(stripe, shop);
  expect((await refused(far("2031-03-16"))).message).toContain("two intervals");
  await advance(stripe, shop.clock, day("2031-03-15"));
});

test("a clock takes three customers, and each of them three subscriptions", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  for (let n = 0; n < 2; n++) await stripe.customers.create({ test_clock: shop.clock });
  expect((await refused(stripe.customers.create({ test_clock: shop.clock }))).param).toBe(
    "test_clock",
  );
  for (let n = 0; n < 3; n++) await subscribe(stripe, shop);
  expect((await refused(subscribe(stripe, shop))).message).toContain("more than 3 subscriptions");
});

test("a customer of everybody's time can be put on a new clock, once", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe);
  const join = () =>
    stripe.testHelpers.testClocks.create({
      frozen_time: day("2031-01-15"),
      customer: shop.customer,
    });
  const clock = await join();
  const customer = await stripe.customers.retrieve(shop.customer);
  expect(customer).toMatchObject({ test_clock: clock.id });
  expect((await refused(join())).param).toBe("customer");
});

test("a deleted clock takes its customers with it, and ends their subscriptions", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  const { id } = await subscribe(stripe, shop);
  const deleted = await stripe.testHelpers.testClocks.del(shop.clock);
  expect(deleted).toMatchObject({ id: shop.clock, deleted: true });
  expect(await stripe.customers.retrieve(shop.customer)).toMatchObject({ deleted: true });
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "canceled",
    ended_at: day("2031-01-15"),
  });
  const told = (await eventsSince(stripe)).map(({ type }) => type);
  expect(told.slice(-3)).toEqual([
    "customer.subscription.deleted",
    "customer.deleted",
    "test_helpers.test_clock.deleted",
  ]);
});

test("a clock moves nobody else, and everybody's clock moves nobody on a clock", async () => {
  const { stripe, control } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  const frozen = await subscribe(stripe, shop);
  await control("clock", { advanceMs: 29 * daySeconds * 1000 });
  expect((await stripe.invoices.list({ subscription: frozen.id })).data).toHaveLength(1);
  const other = await openShop(stripe);
  const session = await checkout(stripe, other);
  await advance(stripe, shop.clock, day("2031-02-20"));
  expect((await stripe.checkout.sessions.retrieve(session.id)).status).toBe("open");
  expect((await stripe.invoices.list({ subscription: frozen.id })).data).toHaveLength(2);
});

test("a session of a customer on a clock is bought and expires on that clock", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  const paid = await checkout(stripe, shop);
  const { subscription } = await pay(paid.id, { card: "4242424242424242" });
  const bought = await stripe.subscriptions.retrieve(subscription?.id ?? "");
  expect(bought).toMatchObject({ created: day("2031-01-15"), test_clock: shop.clock });
  const open = await checkout(stripe, shop);
  expect(open.expires_at).toBe(day("2031-01-16"));
  await advance(stripe, shop.clock, day("2031-01-17"));
  expect((await stripe.checkout.sessions.retrieve(open.id)).status).toBe("expired");
});

async function stateFile(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "local-stripe-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return join(folder, "state.jsonl");
}

test("clocks, what is due on them, and settings are there after a restart", async () => {
  const statePath = await stateFile();
  const before = await startLocal({ statePath });
  await before.control("billing", { retryDays: [1], afterLastRetry: "unpaid" });
  const shop = await openOnClock(before.stripe, "2031-01-15");
  const { id } = await subscribe(before.stripe, shop);
  await before.control(`customers/${shop.customer}/cards`, { like: "4000000000000002" });
  await before.close();
  const { stripe, control } = await startLocal({ statePath });
  expect(await control("billing")).toMatchObject({ retryDays: [1], afterLastRetry: "unpaid" });
  await advance(stripe, shop.clock, day("2031-02-15"));
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("past_due");
  await advance(stripe, shop.clock, day("2031-02-16"));
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("unpaid");
});

test("a clock that was advancing when the process ended goes on when it is back", async () => {
  const statePath = await stateFile();
  const before = await startLocal({ statePath });
  const shop = await openOnClock(before.stripe, "2031-01-15");
  const { id } = await subscribe(before.stripe, shop);
  const { lastResponse: _, ...clock } = await before.stripe.testHelpers.testClocks.retrieve(
    shop.clock,
  );
  await before.close();
  // What is kept when the process is killed between the answer to `advance` and the work.
  const advancing = { target_frozen_time: day("2031-02-20") };
  const kept = { ...clock, status: "advancing", status_details: { advancing } };
  await appendFile(statePath, `${JSON.stringify([["test_clocks", shop.clock, kept]])}\n`);
  const { stripe } = await startLocal({ statePath });
  await untilReady(stripe, shop.clock);
  expect((await stripe.testHelpers.testClocks.retrieve(shop.clock)).frozen_time).toBe(
    day("2031-02-20"),
  );
  expect(await stripe.invoices.list({ subscription: id })).toMatchObject({
    data: [{ created: day("2031-02-15"), status: "paid" }, { created: day("2031-01-15") }],
  });
});
