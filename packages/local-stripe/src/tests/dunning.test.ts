import { expect, test } from "vitest";
import { advance, dateOf, day, eventsSince, giveCard, invoicesOf, newestEvent } from "./clocks.ts";
import { declined, failing, latest, statusOf } from "./failing.ts";

test("a declined renewal leaves its invoice open and the subscription past due, told in order", async () => {
  const { stripe, shop, id, marker } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-15"));
  expect(await latest(stripe, id)).toMatchObject({
    status: "open",
    attempt_count: 1,
    attempted: true,
    amount_remaining: 1999,
    next_payment_attempt: day("2031-02-18"),
  });
  const told = (await eventsSince(stripe, marker)).slice(1, -1);
  expect(told.map(({ type }) => type)).toEqual([
    "invoice.created",
    "customer.subscription.updated",
    "invoice.finalized",
    "payment_intent.created",
    "charge.failed",
    "payment_intent.payment_failed",
    "invoice.payment_failed",
    "customer.updated",
    "customer.subscription.updated",
  ]);
  expect(told.every(({ request }) => request?.id === null)).toBe(true);
  expect(told.at(-3)?.data.object).toMatchObject({
    attempt_count: 1,
    next_payment_attempt: day("2031-02-18"),
  });
  expect(told.at(-2)?.data).toMatchObject({
    object: { delinquent: true },
    previous_attributes: { delinquent: false },
  });
  expect(told.at(-1)?.data).toMatchObject({
    object: { status: "past_due" },
    previous_attributes: { status: "active" },
  });
});

test("retries come 3, 5 and 7 days after the attempt before; after the last it is cancelled", async () => {
  const { stripe, shop, id, marker } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-03-10"));
  const failures = (await eventsSince(stripe, marker)).filter(
    (event) => event.type === "invoice.payment_failed",
  );
  const attempts = failures.map(({ data }) =>
    "attempt_count" in data.object
      ? [data.object.attempt_count, data.object.next_payment_attempt]
      : [],
  );
  expect(attempts).toEqual([
    [1, day("2031-02-18")],
    [2, day("2031-02-23")],
    [3, day("2031-03-02")],
    [4, null],
  ]);
  const charges = (await stripe.charges.list({ customer: shop.customer })).data;
  expect(charges.map(({ created }) => dateOf(created)).reverse()).toEqual([
    "2031-01-15",
    "2031-02-15",
    "2031-02-18",
    "2031-02-23",
    "2031-03-02",
  ]);
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "canceled",
    ended_at: day("2031-03-02"),
    cancellation_details: { reason: "payment_failed" },
  });
  expect(await latest(stripe, id)).toMatchObject({ status: "open", auto_advance: false });
  expect((await eventsSince(stripe, marker)).map(({ type }) => type).slice(-3, -1)).toEqual([
    "invoice.updated",
    "customer.subscription.deleted",
  ]);
});

test("a new card and a payment by hand make it active again, and the retries stop", async () => {
  const { stripe, shop, id } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-16"));
  const open = await latest(stripe, id);
  await giveCard(stripe, shop.customer, "pm_card_mastercard");
  expect(await statusOf(stripe, id)).toBe("past_due");
  const marker = await newestEvent(stripe);
  const paid = await stripe.invoices.pay(open?.id ?? "");
  expect(paid).toMatchObject({
    status: "paid",
    attempt_count: 1,
    next_payment_attempt: null,
    status_transitions: { paid_at: day("2031-02-16") },
  });
  expect(await statusOf(stripe, id)).toBe("active");
  const told = await eventsSince(stripe, marker);
  expect(told.map(({ type }) => type)).toEqual([
    "charge.succeeded",
    "payment_intent.succeeded",
    "invoice_payment.paid",
    "invoice.paid",
    "invoice.payment_succeeded",
    "customer.updated",
    "customer.subscription.updated",
  ]);
  expect(told.at(-1)?.request?.id).toMatch(/^req_/);
  expect(told.at(-1)?.data.previous_attributes).toEqual({ status: "past_due" });
  await advance(stripe, shop.clock, day("2031-03-10"));
  expect((await stripe.charges.list({ customer: shop.customer })).data).toHaveLength(3);
});

test("a payment by hand that fails as well neither uses up nor moves a retry", async () => {
  const { stripe, shop, id } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-16"));
  const open = await latest(stripe, id);
  await expect(stripe.invoices.pay(open?.id ?? "")).rejects.toMatchObject({ statusCode: 402 });
  expect(await latest(stripe, id)).toMatchObject({
    attempt_count: 1,
    next_payment_attempt: day("2031-02-18"),
  });
});

test("a retry takes the new default card by itself", async () => {
  const { stripe, shop, id } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-16"));
  await giveCard(stripe, shop.customer, "pm_card_visa");
  await advance(stripe, shop.clock, day("2031-02-18"));
  expect(await latest(stripe, id)).toMatchObject({ status: "paid", attempt_count: 2 });
  expect(await statusOf(stripe, id)).toBe("active");
  expect(await stripe.customers.retrieve(shop.customer)).toMatchObject({ delinquent: false });
});

test("a lost card is not tried again, though its retries are counted", async () => {
  const { stripe, shop, id } = await failing("4000000000009987");
  await advance(stripe, shop.clock, day("2031-02-23"));
  expect(await latest(stripe, id)).toMatchObject({ attempt_count: 3, status: "open" });
  expect((await stripe.charges.list({ customer: shop.customer })).data).toHaveLength(2);
  await giveCard(stripe, shop.customer, "pm_card_visa");
  await advance(stripe, shop.clock, day("2031-03-02"));
  expect(await statusOf(stripe, id)).toBe("active");
});

test("left unpaid, it goes on making invoices as drafts that nobody tries to collect", async () => {
  const { stripe, shop, id, marker } = await failing(declined, {
    retryDays: [1],
    afterLastRetry: "unpaid",
  });
  await advance(stripe, shop.clock, day("2031-02-16"));
  expect(await statusOf(stripe, id)).toBe("unpaid");
  expect((await eventsSince(stripe, marker)).at(-2)?.data.previous_attributes).toEqual({
    status: "past_due",
  });
  await advance(stripe, shop.clock, day("2031-04-10"));
  const [, first, draft] = await invoicesOf(stripe, id);
  expect(first).toMatchObject({ status: "open", attempt_count: 2 });
  expect(draft).toMatchObject({ status: "draft", auto_advance: false, attempted: false });
  await giveCard(stripe, shop.customer, "pm_card_visa");
  await stripe.invoices.pay(first?.id ?? "");
  expect(await statusOf(stripe, id)).toBe("unpaid");
  await stripe.invoices.finalizeInvoice(draft?.id ?? "");
  await stripe.invoices.pay(draft?.id ?? "");
  expect(await statusOf(stripe, id)).toBe("active");
});

test("left past due, it stays so, and its invoice may be given up", async () => {
  const { stripe, shop, id } = await failing(declined, {
    retryDays: [],
    afterLastRetry: "past_due",
    invoiceAfterLastRetry: "uncollectible",
  });
  await advance(stripe, shop.clock, day("2031-03-01"));
  expect(await statusOf(stripe, id)).toBe("past_due");
  expect(await latest(stripe, id)).toMatchObject({
    status: "uncollectible",
    status_details: { uncollectible: { reason: "max_payment_attempts" } },
    next_payment_attempt: null,
  });
  expect(await stripe.customers.retrieve(shop.customer)).toMatchObject({ delinquent: true });
});
