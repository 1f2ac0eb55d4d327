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
import { type Local, startLocal } from "./local.ts";

const declined = "4000000000000002";

type Failing = Local & { shop: ClockShop; id: string; marker: string };

/** A subscription of 15 January whose card its bank declines from then on, just before its renewal. */
async function failing(like: string, settings: object = {}): Promise<Failing> {
  const local = await startLocal();
  await local.control("billing", { upcomingDays: 0, ...settings });
  const shop = await openOnClock(local.stripe, "2031-01-15");
  const { id } = await subscribe(local.stripe, shop);
  await local.control(`customers/${shop.customer}/cards`, { like });
  return { ...local, shop, id, marker: await newestEvent(local.stripe) };
}

const latest = async (stripe: Stripe, id: string) => (await invoicesOf(stripe, id)).at(-1);
const statusOf = async (stripe: Stripe, id: string) =>
  (await stripe.subscriptions.retrieve(id)).status;

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

test("a renewal that its bank asks about waits on the invoice's page for the cardholder", async () => {
  const { stripe, shop, id, marker, url } = await failing("4000002760003184");
  await advance(stripe, shop.clock, day("2031-02-15"));
  const types = (await eventsSince(stripe, marker)).map(({ type }) => type);
  expect(types.slice(5, 9)).toEqual([
    "payment_intent.requires_action",
    "invoice.payment_action_required",
    "invoice.payment_failed",
    "customer.updated",
  ]);
  expect(await statusOf(stripe, id)).toBe("past_due");
  const open = await latest(stripe, id);
  const [intent] = (await stripe.paymentIntents.list({ customer: shop.customer })).data;
  expect(intent?.status).toBe("requires_action");
  const page = await (await fetch(open?.hosted_invoice_url ?? "")).text();
  expect(page).toContain(`href="/3ds/${intent?.id}"`);
  const answer = new URLSearchParams({ action: "complete" });
  await fetch(`${url}/3ds/${intent?.id}`, { method: "POST", body: answer });
  expect(await latest(stripe, id)).toMatchObject({ status: "paid" });
  expect(await statusOf(stripe, id)).toBe("active");
});

test("an open invoice is paid on its page with another card, which a refusal does not save", async () => {
  const { stripe, shop, id, control } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-15"));
  const open = await latest(stripe, id);
  const enter = (card: string) =>
    fetch(open?.hosted_invoice_url ?? "", {
      method: "POST",
      redirect: "manual",
      body: new URLSearchParams({ card }),
    });
  const refusal = await enter("4000000000009995");
  expect(refusal.status).toBe(402);
  expect(await refusal.text()).toContain("Your card has insufficient funds.");
  expect((await enter("4242424242424242")).status).toBe(303);
  expect(await latest(stripe, id)).toMatchObject({ status: "paid" });
  expect(await statusOf(stripe, id)).toBe("active");
  const cards = await stripe.paymentMethods.list({ customer: shop.customer });
  expect(cards.data).toHaveLength(2);
  expect(await control(`invoices/${open?.id}/pay`, { card: "4242424242424242" })).toMatchObject({
    outcome: "closed",
  });
});

test("a card is declined as expired from the month after the one printed on it", async () => {
  const { stripe } = await startLocal();
  const shop = await openOnClock(stripe, "2031-01-15");
  await stripe.paymentMethods.update(shop.card, { card: { exp_month: 2, exp_year: 2031 } });
  const { id } = await subscribe(stripe, shop);
  await advance(stripe, shop.clock, day("2031-02-20"));
  expect(await statusOf(stripe, id)).toBe("active");
  await advance(stripe, shop.clock, day("2031-03-15"));
  expect(await statusOf(stripe, id)).toBe("past_due");
  const [charge] = (await stripe.charges.list({ customer: shop.customer })).data;
  expect(charge).toMatchObject({ failure_code: "expired_card", paid: false });
  await expect(
    stripe.paymentMethods.update(shop.card, { card: { exp_year: 2030 } }),
  ).rejects.toMatchObject({ code: "invalid_expiry_year" });
});

test("an invoice marked uncollectible makes its subscription good again; a voided one counts no more", async () => {
  const { stripe, shop, id } = await failing(declined);
  await advance(stripe, shop.clock, day("2031-02-15"));
  const first = (await latest(stripe, id))?.id ?? "";
  const marked = await stripe.invoices.markUncollectible(first);
  expect(marked).toMatchObject({
    status: "uncollectible",
    status_details: { uncollectible: { reason: "user_forgiven" } },
    status_transitions: { marked_uncollectible_at: day("2031-02-15") },
  });
  expect(await statusOf(stripe, id)).toBe("active");
  await advance(stripe, shop.clock, day("2031-03-15"));
  expect(await statusOf(stripe, id)).toBe("past_due");
  const second = (await latest(stripe, id))?.id ?? "";
  const voided = await stripe.invoices.voidInvoice(second);
  expect(voided).toMatchObject({ status: "void", next_payment_attempt: null });
  expect(await statusOf(stripe, id)).toBe("active");
  await expect(stripe.invoices.pay(second)).rejects.toThrow("status void");
  await stripe.invoices.voidInvoice(first);
  const types = (await eventsSince(stripe)).map(({ type }) => type);
  expect(types.filter((type) => type === "invoice.voided")).toHaveLength(2);
  expect(types).toContain("invoice.marked_uncollectible");
});

test("settings that make no sense are refused in words", async () => {
  const { control } = await startLocal();
  expect(await control("billing", { afterLastRetry: "shrug" })).toEqual({
    error: { message: "afterLastRetry must be one of cancel, unpaid, past_due." },
  });
  expect(await control("billing", { retries: 3 })).toEqual({
    error: { message: "There is no billing setting called retries." },
  });
  expect(await control("customers/cus_1/cards", { like: "1" })).toEqual({
    error: { message: "like must be the number of a test card, or null." },
  });
});
