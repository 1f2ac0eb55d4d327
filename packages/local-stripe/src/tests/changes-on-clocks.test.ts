import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { advance, day, openOnClock, subscribe } from "./clocks.ts";
import { startLocal } from "./local.ts";
import { amountsOf, giveCard, latestInvoice, priceOf, startAt } from "./running.ts";

test("a change, its preview and a schedule go by the customer's test clock", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-04-01", { unitAmount: 3000 });
  const small = await priceOf(stripe, 1000);
  const { id, items } = await subscribe(stripe, shop);
  await advance(stripe, shop.clock, day("2031-04-16"));
  const changed = { items: [{ id: items.data[0]?.id ?? "", quantity: 2 }] };
  const preview = await stripe.invoices.createPreview({
    subscription: id,
    subscription_details: { ...changed, proration_behavior: "always_invoice" },
  });
  await stripe.subscriptions.update(id, { ...changed, proration_behavior: "always_invoice" });
  expect(amountsOf(await latestInvoice(stripe, id))).toEqual([-1500, 3000]);
  expect(amountsOf(preview)).toEqual([-1500, 3000]);
  const seats = await stripe.subscriptionItems.update(items.data[0]?.id ?? "", { quantity: 1 });
  expect(seats.quantity).toBe(1);
  const [charge] = (await stripe.invoiceItems.list({ customer: shop.customer, pending: true }))
    .data;
  expect(charge).toMatchObject({ date: day("2031-04-16"), test_clock: shop.clock });
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: id });
  const [phase] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price: shop.price }],
      },
      { items: [{ price: small }] },
    ],
  });
  await advance(stripe, shop.clock, day("2031-05-02"));
  expect(amountsOf(await latestInvoice(stripe, id))).toEqual([-3000, 1500, 1000]);
  await advance(stripe, shop.clock, day("2031-06-02"));
  expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe("released");
});

test("what waits for its time is still waiting after a restart", async () => {
  const folder = await mkdtemp(join(tmpdir(), "local-stripe-"));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  const statePath = join(folder, "state.jsonl");
  const before = await startLocal({ statePath });
  const { stripe } = before;
  const shop = await openOnClock(stripe, "2031-04-01", { unitAmount: 3000 });
  const big = await priceOf(stripe, 9000);
  const { id, items } = await subscribe(stripe, shop);
  const planned = await subscribe(stripe, shop);
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: planned.id });
  await giveCard(stripe, shop.customer, "pm_card_chargeCustomerFail");
  const held = await stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id ?? "", price: big }],
    proration_behavior: "always_invoice",
    payment_behavior: "pending_if_incomplete",
  });
  expect(held.pending_update).not.toBeNull();
  await stripe.subscriptions.update(planned.id, {
    pause_collection: { behavior: "void", resumes_at: day("2031-04-03") },
  });
  await before.close();
  const after = await startLocal({ statePath });
  await advance(after.stripe, shop.clock, day("2031-05-02"));
  expect((await after.stripe.subscriptions.retrieve(id)).pending_update).toBeNull();
  expect(await after.stripe.subscriptions.retrieve(planned.id)).toMatchObject({
    pause_collection: null,
    schedule: null,
  });
  expect((await after.stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe("released");
});

test("with default_incomplete the invoice waits for its buyer, and the subscription is past due till then", async () => {
  const { stripe } = await startAt("2026-04-01T00:00:00Z");
  const price = await priceOf(stripe, 1000);
  const customer = (await stripe.customers.create({})).id;
  await giveCard(stripe, customer, "pm_card_visa");
  const { id, items } = await stripe.subscriptions.create({ customer, items: [{ price }] });
  const held = await stripe.subscriptions.update(id, {
    items: [{ id: items.data[0]?.id ?? "", quantity: 3 }],
    proration_behavior: "always_invoice",
    payment_behavior: "default_incomplete",
    expand: ["latest_invoice.confirmation_secret"],
  });
  expect(held).toMatchObject({
    status: "past_due",
    latest_invoice: {
      status: "open",
      amount_due: 2000,
      confirmation_secret: { type: "payment_intent" },
    },
  });
  const open = await latestInvoice(stripe, id);
  await stripe.invoices.pay(open.id ?? "");
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
});
