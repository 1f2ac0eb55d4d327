import type Stripe from "stripe";
import { expect, test } from "vitest";
import {
  advance,
  type ClockShop,
  dateOf,
  day,
  eventsSince,
  giveCard,
  invoicesOf,
  newestEvent,
  openOnClock,
  subscribe,
} from "./clocks.ts";
import { refused, startLocal } from "./local.ts";

type Behaviour = "cancel" | "create_invoice" | "pause";

/** A trial from 1 to 15 January. */
const tryOut = (stripe: Stripe, shop: ClockShop, behaviour: Behaviour = "create_invoice") =>
  subscribe(stripe, shop, {
    trial_period_days: 14,
    trial_settings: { end_behavior: { missing_payment_method: behaviour } },
  });

async function withoutCard(stripe: Stripe): Promise<ClockShop> {
  const shop = await openOnClock(stripe, "2031-01-01");
  await stripe.paymentMethods.detach(shop.card);
  return shop;
}

const typesSince = async (stripe: Stripe, marker: string) =>
  (await eventsSince(stripe, marker)).map(({ type }): string => type);

test("a trial is told of three days before its end, once", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-01");
  const { id } = await tryOut(stripe, shop);
  const heard = async () =>
    (await stripe.events.list({ type: "customer.subscription.trial_will_end" })).data;
  await advance(stripe, shop.clock, day("2031-01-11"));
  expect(await heard()).toEqual([]);
  await advance(stripe, shop.clock, day("2031-01-12"));
  expect((await heard()).map(({ data }) => data.object)).toMatchObject([
    { id, status: "trialing", trial_end: day("2031-01-15") },
  ]);
  await advance(stripe, shop.clock, day("2031-02-01"));
  expect(await heard()).toHaveLength(1);
});

test("a trial of less than three days is told of as it begins", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-01");
  await subscribe(stripe, shop, { trial_period_days: 2 });
  const types = (await eventsSince(stripe)).map(({ type }) => type);
  const begun = types.indexOf("customer.subscription.created");
  expect(types[begun + 1]).toBe("customer.subscription.trial_will_end");
});

test("a trial with a card ends in the first real invoice, and renews from there", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-01");
  const { id, status } = await tryOut(stripe, shop);
  expect(status).toBe("trialing");
  await advance(stripe, shop.clock, day("2031-01-15"));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "active",
    items: { data: [{ current_period_end: day("2031-02-15") }] },
  });
  await advance(stripe, shop.clock, day("2031-02-15"));
  const invoices = await invoicesOf(stripe, id);
  expect(
    invoices.map(({ created, amount_paid: paid, billing_reason: reason }) => [
      dateOf(created),
      paid,
      reason,
    ]),
  ).toEqual([
    ["2031-01-01", 0, "subscription_create"],
    ["2031-01-15", 1999, "subscription_cycle"],
    ["2031-02-15", 1999, "subscription_cycle"],
  ]);
});

test("a trial without a card that is to be cancelled ends with its time", async () => {
  const { stripe } = await startLocal();
  const shop = await withoutCard(stripe);
  const { id } = await tryOut(stripe, shop, "cancel");
  const marker = await newestEvent(stripe);
  await advance(stripe, shop.clock, day("2031-01-20"));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "canceled",
    ended_at: day("2031-01-15"),
  });
  expect(await typesSince(stripe, marker)).toContain("customer.subscription.deleted");
  expect(await invoicesOf(stripe, id)).toHaveLength(1);
});

test("one that is to be paused makes no invoices until it is resumed and paid", async () => {
  const { stripe } = await startLocal();
  const shop = await withoutCard(stripe);
  const { id } = await tryOut(stripe, shop, "pause");
  const marker = await newestEvent(stripe);
  await advance(stripe, shop.clock, day("2031-02-20"));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "paused",
    status_details: {
      paused: {
        subscription: { type: "trial_end_without_payment_method" },
        transitioned_at: day("2031-01-15"),
      },
    },
  });
  expect(await typesSince(stripe, marker)).toEqual(
    expect.arrayContaining(["customer.subscription.updated", "customer.subscription.paused"]),
  );
  expect(await invoicesOf(stripe, id)).toHaveLength(1);

  const open = await stripe.subscriptions.resume(id);
  expect(open).toMatchObject({
    status: "paused",
    billing_cycle_anchor: day("2031-02-20"),
    items: { data: [{ current_period_end: day("2031-03-20") }] },
  });
  await giveCard(stripe, shop.customer, "pm_card_visa");
  const paid = await stripe.invoices.pay(String(open.latest_invoice));
  expect(paid).toMatchObject({ status: "paid", amount_paid: 1999 });
  const resumed = await stripe.subscriptions.retrieve(id);
  expect(resumed.status).toBe("active");
  expect(resumed).not.toHaveProperty("status_details");
  expect(await typesSince(stripe, marker)).toContain("customer.subscription.resumed");
  expect((await refused(stripe.subscriptions.resume(id))).message).toContain("Only paused");
});

test("a paused one resumes at once when the payment is made with it", async () => {
  const { stripe } = await startLocal();
  const shop = await withoutCard(stripe);
  const { id } = await tryOut(stripe, shop, "pause");
  await advance(stripe, shop.clock, day("2031-01-15"));
  await giveCard(stripe, shop.customer, "pm_card_visa");
  const payment_behavior = "resume_on_payment_success";
  expect((await stripe.subscriptions.resume(id, { payment_behavior })).status).toBe("active");
});

test("one that is to be invoiced anyway is past due, and recovers with a card", async () => {
  const { stripe } = await startLocal();
  const shop = await withoutCard(stripe);
  const { id } = await tryOut(stripe, shop);
  const marker = await newestEvent(stripe);
  await advance(stripe, shop.clock, day("2031-01-15"));
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("past_due");
  const [, open] = await invoicesOf(stripe, id);
  expect(open).toMatchObject({
    status: "open",
    attempt_count: 1,
    attempted: true,
    next_payment_attempt: day("2031-01-18"),
  });
  expect(await typesSince(stripe, marker)).toContain("invoice.payment_failed");
  expect((await stripe.charges.list({ customer: shop.customer })).data).toEqual([]);
  await giveCard(stripe, shop.customer, "pm_card_visa");
  await advance(stripe, shop.clock, day("2031-01-18"));
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
});
