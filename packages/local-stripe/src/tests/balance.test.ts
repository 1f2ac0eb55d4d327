import { expect, test } from "vitest";
import { refused, startLocal } from "./local.ts";
import { latestInvoice, priceOf, startAt, subscribe } from "./running.ts";

test("credit is given, noted, told, and used by the next invoice", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const { customer, subscription } = await subscribe(stripe, await priceOf(stripe, 3000));
  const given = await stripe.customers.createBalanceTransaction(customer, {
    amount: -1000,
    currency: "usd",
    description: "For the trouble",
    metadata: { ticket: "17" },
  });
  expect(given).toMatchObject({ amount: -1000, ending_balance: -1000, type: "adjustment" });
  const [told] = (await stripe.events.list({ type: "customer.updated" })).data;
  expect(told?.data.previous_attributes).toMatchObject({ balance: 0 });
  expect(await stripe.customers.retrieveBalanceTransaction(customer, given.id)).toMatchObject({
    description: "For the trouble",
    metadata: { ticket: "17" },
  });
  await moveTo("2026-05-01T00:00:01Z");
  expect(await latestInvoice(stripe, subscription.id)).toMatchObject({
    total: 3000,
    amount_due: 2000,
    amount_paid: 2000,
  });
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: 0 });
  const euro = stripe.customers.createBalanceTransaction(customer, { amount: -1, currency: "eur" });
  expect((await refused(euro)).param).toBe("currency");
});

test("setting the balance of a customer is a movement like any other", async () => {
  const { stripe } = await startLocal();
  const { id } = await stripe.customers.create({});
  await stripe.customers.update(id, { balance: -250 });
  expect((await stripe.customers.listBalanceTransactions(id)).data).toMatchObject([
    { amount: -250, ending_balance: -250, type: "adjustment" },
  ]);
});

test("cancelling with a final invoice bills what waits; without anything, prorations are given up", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const price = await priceOf(stripe, 3000);
  const [one, two] = [await subscribe(stripe, price), await subscribe(stripe, price)];
  await moveTo("2026-04-16T00:00:00Z");
  for (const { subscription, item } of [one, two]) {
    await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 3 }] });
  }
  await stripe.subscriptions.cancel(one.subscription.id, { invoice_now: true });
  expect(await latestInvoice(stripe, one.subscription.id)).toMatchObject({
    total: 3000,
    status: "paid",
  });
  await stripe.subscriptions.cancel(two.subscription.id);
  expect((await stripe.invoiceItems.list({ customer: two.customer })).data).toEqual([]);
});

test("prorations that wait are billed when a subscription ends by itself", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const { subscription, item } = await subscribe(stripe, await priceOf(stripe, 3000));
  await moveTo("2026-04-16T00:00:00Z");
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, quantity: 2 }],
    cancel_at_period_end: true,
  });
  await moveTo("2026-05-01T00:00:01Z");
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("canceled");
  expect(await latestInvoice(stripe, subscription.id)).toMatchObject({
    total: 1500,
    status: "paid",
  });
});

test("an invoice item that waits can be taken away", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const { subscription, item, customer } = await subscribe(stripe, await priceOf(stripe, 3000));
  await moveTo("2026-04-16T00:00:00Z");
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
  const [charge] = (await stripe.invoiceItems.list({ customer, pending: true })).data;
  expect(await stripe.invoiceItems.del(charge?.id ?? "")).toMatchObject({ deleted: true });
  expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toHaveLength(1);
});
