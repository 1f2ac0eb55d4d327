import { expect, test } from "vitest";
import {
  advance,
  dateOf,
  day,
  daySeconds,
  eventsSince,
  giveCard,
  invoicesOf,
  newestEvent,
  openOnClock,
  subscribe,
} from "./clocks.ts";
import { openShop, startLocal } from "./local.ts";

test("a subscription that began on the 31st renews on the last day of shorter months", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-12-31");
  const { id } = await subscribe(stripe, shop);
  for (const to of ["2032-02-01", "2032-03-01", "2032-04-01", "2032-05-01"])
    await advance(stripe, shop.clock, day(to));
  const invoices = await invoicesOf(stripe, id);
  expect(invoices.map(({ created }) => dateOf(created))).toEqual([
    "2031-12-31",
    "2032-01-31",
    "2032-02-29",
    "2032-03-31",
    "2032-04-30",
  ]);
  expect(invoices.map(({ lines }) => dateOf(lines.data[0]?.period.end))).toEqual([
    "2032-01-31",
    "2032-02-29",
    "2032-03-31",
    "2032-04-30",
    "2032-05-31",
  ]);
  expect(
    invoices.every(({ status, amount_paid: paid }) => status === "paid" && paid === 1999),
  ).toBe(true);
});

test("a renewal is told in order, asked for by no request, with what changed", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  const { id } = await subscribe(stripe, shop);
  const marker = await newestEvent(stripe);
  await advance(stripe, shop.clock, day("2031-02-15"));
  const told = await eventsSince(stripe, marker);
  expect(told.map(({ type }) => type)).toEqual([
    "test_helpers.test_clock.advancing",
    "invoice.upcoming",
    "invoice.created",
    "customer.subscription.updated",
    "invoice.finalized",
    "payment_intent.created",
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice_payment.paid",
    "invoice.paid",
    "invoice.payment_succeeded",
    "test_helpers.test_clock.ready",
  ]);
  for (const { request } of told.slice(1)) {
    expect(request).toEqual({ id: null, idempotency_key: null });
  }
  const [, upcoming, created, updated] = told;
  expect(upcoming?.data.object).toMatchObject({
    billing_reason: "upcoming",
    amount_due: 1999,
    next_payment_attempt: day("2031-02-15"),
  });
  expect(upcoming?.data.object).not.toHaveProperty("id");
  expect(created?.data.object).toMatchObject({
    status: "draft",
    billing_reason: "subscription_cycle",
    period_start: day("2031-01-15"),
    period_end: day("2031-02-15"),
  });
  expect(updated?.data.object).toMatchObject({ id, status: "active" });
  expect(updated?.data.previous_attributes).toMatchObject({
    items: { data: [{ current_period_end: day("2031-02-15") }] },
    latest_invoice: expect.stringMatching(/^in_/),
  });
  expect(updated?.data.previous_attributes).not.toHaveProperty("status");
});

test("with an hour of draft a renewal waits, and is finalized and paid an hour later", async () => {
  const { stripe, control } = await startLocal();
  await control("billing", { draftMinutes: 60 });
  const shop = await openOnClock(stripe, "2031-01-15");
  const { id } = await subscribe(stripe, shop);
  await advance(stripe, shop.clock, day("2031-02-15"));
  const due = day("2031-02-15") + 3600;
  const [, draft] = await invoicesOf(stripe, id);
  expect(draft).toMatchObject({
    status: "draft",
    number: null,
    attempted: false,
    automatically_finalizes_at: due,
    next_payment_attempt: due,
  });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
  await advance(stripe, shop.clock, due);
  const [, paid] = await invoicesOf(stripe, id);
  expect(paid).toMatchObject({
    status: "paid",
    status_transitions: { finalized_at: due, paid_at: due },
    next_payment_attempt: null,
  });
});

test("a subscription that was cancelled at its period's end ends there, without an invoice", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  const { id } = await subscribe(stripe, shop);
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  await advance(stripe, shop.clock, day("2031-02-14"));
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
  const marker = await newestEvent(stripe);
  await advance(stripe, shop.clock, day("2031-02-16"));
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "canceled",
    ended_at: day("2031-02-15"),
  });
  expect(await invoicesOf(stripe, id)).toHaveLength(1);
  const told = (await eventsSince(stripe, marker)).map(({ type }) => type);
  expect(told).toEqual([
    "test_helpers.test_clock.advancing",
    "customer.subscription.deleted",
    "test_helpers.test_clock.ready",
  ]);
});

test("discounts of one invoice, of two months, and for ever run out when they should", async () => {
  const { stripe } = await startLocal();
  const kinds = [
    [{ duration: "once" }, [999, 1999, 1999, 1999]],
    [{ duration: "repeating", duration_in_months: 2 }, [999, 999, 1999, 1999]],
    [{ duration: "forever" }, [999, 999, 999, 999]],
  ] as const;
  for (const [duration, totals] of kinds) {
    const shop = await openOnClock(stripe, "2031-01-31");
    const coupon = await stripe.coupons.create({
      amount_off: 1000,
      currency: "usd",
      ...duration,
    });
    const { id } = await subscribe(stripe, shop, { discounts: [{ coupon: coupon.id }] });
    await advance(stripe, shop.clock, day("2031-03-01"));
    await advance(stripe, shop.clock, day("2031-05-01"));
    expect((await invoicesOf(stripe, id)).map(({ total }) => total)).toEqual(totals);
    const told = (await eventsSince(stripe)).flatMap(({ type, data: { object } }) =>
      type === "invoice.upcoming" && "customer" in object && object.customer === shop.customer
        ? ["total" in object ? object.total : null]
        : [],
    );
    expect(told).toEqual(totals.slice(1));
    const { discounts } = await stripe.subscriptions.retrieve(id);
    expect(discounts).toHaveLength(duration.duration === "forever" ? 1 : 0);
  }
  const ended = await stripe.events.list({ type: "customer.discount.deleted" });
  expect(ended.data).toHaveLength(2);
});

test("months passed in one step of everybody's clock renew each at its own time", async () => {
  const { stripe, control } = await startLocal({ now: () => day("2031-01-31") * 1000 });
  const shop = await openShop(stripe);
  await giveCard(stripe, shop.customer, "pm_card_visa");
  const { id } = await subscribe(stripe, shop);
  await control("clock", { advanceMs: 149 * daySeconds * 1000 });
  const invoices = await invoicesOf(stripe, id);
  const dates = ["2031-01-31", "2031-02-28", "2031-03-31", "2031-04-30", "2031-05-31"];
  expect(invoices.map(({ created }) => dateOf(created))).toEqual(dates);
  expect(invoices.map((invoice) => dateOf(invoice.status_transitions.paid_at))).toEqual(dates);
});
