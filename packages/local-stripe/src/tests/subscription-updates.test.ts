import { expect, test } from "vitest";
import { refused } from "./local.ts";
import {
  amountsOf,
  customerWithCard,
  eventsOf,
  giveCard,
  latestInvoice,
  priceOf,
  startAt,
  subscribe,
} from "./running.ts";

const start = "2026-04-01T00:00:00Z";

test("a new price without its quantity falls back to one seat; without the item's id it is added", async () => {
  const { stripe } = await startAt(start);
  const [one, two] = [await priceOf(stripe, 1000), await priceOf(stripe, 2000)];
  const { subscription, item } = await subscribe(stripe, one, { quantity: 3 });
  const swapped = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: two }],
  });
  expect(swapped.items.data).toMatchObject([{ id: item, quantity: 1, price: { id: two } }]);
  const added = await stripe.subscriptions.update(subscription.id, { items: [{ price: one }] });
  expect(added.items.data.map(({ price }) => price.id)).toEqual([two, one]);
  expect(await stripe.subscriptionItems.retrieve(item)).toMatchObject({ price: { id: two } });
  const seats = await stripe.subscriptionItems.update(item, { quantity: 4 });
  expect(seats).toMatchObject({ id: item, quantity: 4 });
});

test("what cannot be is refused in Stripe's words, and nothing is changed", async () => {
  const { stripe, control } = await startAt(start);
  const { subscription, item } = await subscribe(stripe, await priceOf(stripe, 1000));
  const euro = await stripe.prices.create({
    currency: "eur",
    unit_amount: 900,
    recurring: { interval: "month" },
    product_data: { name: "Euro" },
  });
  const before = await control("state");
  const update = (params: object) => refused(stripe.subscriptions.update(subscription.id, params));
  expect(await update({ items: [{ id: "si_none", quantity: 2 }] })).toMatchObject({
    code: "resource_missing",
    param: "items[0][id]",
  });
  expect((await update({ items: [{ id: item, deleted: true }] })).message).toBe(
    "A subscription must have at least one active plan.",
  );
  expect((await update({ items: [{ id: item, price: euro.id }] })).message).toBe(
    "The price specified only supports `eur`. This doesn't match the expected currency: `usd`.",
  );
  expect(
    (await update({ items: [{ price: subscription.items.data[0]?.price.id }] })).message,
  ).toContain("Cannot add multiple subscription items with the same plan");
  expect((await update({ billing_cycle_anchor: "now" })).param).toBe("billing_cycle_anchor");
  expect((await update({ cancel_at_period_end: true, cancel_at: 1_800_000_000 })).param).toBe(
    "cancel_at",
  );
  const other = await stripe.paymentMethods.create({ type: "card", card: { token: "tok_visa" } });
  expect((await update({ default_payment_method: other.id })).message).toBe(
    `The customer does not have a payment method with the ID ${other.id}. The payment method must be attached to the customer.`,
  );
  const after = await control("state");
  expect(after["invoices"]).toEqual(before["invoices"]);
  expect(after["invoiceitems"]).toEqual(before["invoiceitems"]);
});

test("an upgrade that cannot be paid leaves the subscription past due, and paying the invoice heals it", async () => {
  const { stripe } = await startAt(start);
  const [small, big] = [await priceOf(stripe, 1000), await priceOf(stripe, 9000)];
  const { subscription, item, customer } = await subscribe(stripe, small);
  await giveCard(stripe, customer, "pm_card_chargeCustomerFail");
  const failed = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: big }],
    proration_behavior: "always_invoice",
  });
  expect(failed).toMatchObject({ status: "past_due", items: { data: [{ price: { id: big } }] } });
  const open = await latestInvoice(stripe, subscription.id);
  expect(open).toMatchObject({ status: "open", amount_due: 8000 });
  await giveCard(stripe, customer, "pm_card_visa");
  await stripe.invoices.pay(open.id ?? "");
  expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
});

test("with error_if_incomplete a declined card changes nothing at all", async () => {
  const { stripe, control } = await startAt(start);
  const [small, big] = [await priceOf(stripe, 1000), await priceOf(stripe, 9000)];
  const { subscription, item, customer } = await subscribe(stripe, small);
  await giveCard(stripe, customer, "pm_card_chargeCustomerFail");
  const before = await control("state");
  const refusal = await refused(
    stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, price: big }],
      proration_behavior: "always_invoice",
      payment_behavior: "error_if_incomplete",
    }),
  );
  expect(refusal).toMatchObject({ statusCode: 402, code: "card_declined" });
  expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
    status: "active",
    items: { data: [{ price: { id: small } }] },
  });
  const after = await control("state");
  for (const kind of ["invoices", "invoiceitems", "charges"])
    expect(after[kind]).toEqual(before[kind]);
});

test("the billing cycle begins anew when asked: the rest is given back and a period is billed", async () => {
  const { stripe, moveTo } = await startAt(start);
  const { subscription } = await subscribe(stripe, await priceOf(stripe, 3000));
  await moveTo("2026-04-11T00:00:00Z");
  const moved = await stripe.subscriptions.update(subscription.id, {
    billing_cycle_anchor: { type: "now" },
  });
  expect(moved.billing_cycle_anchor).toBe(new Date("2026-04-11T00:00:00Z").getTime() / 1000);
  expect(amountsOf(await latestInvoice(stripe, subscription.id))).toEqual([-2000, 3000]);
});

test("a trial that is ended now is billed from now; one that is begun gives the rest back", async () => {
  const { stripe, moveTo } = await startAt(start);
  const price = await priceOf(stripe, 3000);
  const trial = await subscribe(stripe, price, { trial_period_days: 14 });
  await moveTo("2026-04-06T00:00:00Z");
  const ended = await stripe.subscriptions.update(trial.subscription.id, { trial_end: "now" });
  expect(ended.status).toBe("active");
  expect(await latestInvoice(stripe, ended.id)).toMatchObject({ total: 3000, status: "paid" });
  await moveTo("2026-04-21T00:00:00Z");
  const until = new Date("2026-05-11T00:00:00Z").getTime() / 1000;
  const begun = await stripe.subscriptions.update(ended.id, { trial_end: until });
  expect(begun).toMatchObject({
    status: "trialing",
    trial_end: until,
    billing_cycle_anchor: until,
  });
  expect(amountsOf(await latestInvoice(stripe, ended.id))).toEqual([-1500, 0]);
});

test("what is said of an end is kept, told with what was before, and taken back", async () => {
  const { stripe } = await startAt(start);
  const { subscription } = await subscribe(stripe, await priceOf(stripe, 3000));
  const ending = await stripe.subscriptions.update(subscription.id, {
    cancel_at_period_end: true,
    cancellation_details: { comment: "Too much for us", feedback: "too_expensive" },
  });
  expect(ending.cancellation_details).toMatchObject({
    comment: "Too much for us",
    feedback: "too_expensive",
    reason: "cancellation_requested",
  });
  const [told] = (await stripe.events.list({ type: "customer.subscription.updated" })).data;
  expect(told?.data.previous_attributes).toMatchObject({
    cancel_at: null,
    cancel_at_period_end: false,
    cancellation_details: { comment: null, feedback: null, reason: null },
  });
  const kept = await stripe.subscriptions.update(subscription.id, { cancel_at_period_end: false });
  expect(kept).toMatchObject({ cancel_at: null, canceled_at: null });
  const end = kept.items.data[0]?.current_period_end;
  const later = await stripe.subscriptions.update(subscription.id, { cancel_at: "max_period_end" });
  expect(later).toMatchObject({ cancel_at: end, cancel_at_period_end: false });
});

const pauses = [
  ["void", "void"],
  ["mark_uncollectible", "uncollectible"],
  ["keep_as_draft", "draft"],
] as const;

test.each(pauses)(
  "collection is paused (%s): the renewal's invoice is %s, the subscription stays active, and it resumes by itself",
  async (behavior, status) => {
    const { stripe, moveTo } = await startAt(start);
    const { subscription } = await subscribe(stripe, await priceOf(stripe, 3000));
    const resumes = new Date("2026-05-20T00:00:00Z").getTime() / 1000;
    const paused = await stripe.subscriptions.update(subscription.id, {
      pause_collection: { behavior, resumes_at: resumes },
    });
    expect(paused.pause_collection).toEqual({ behavior, resumes_at: resumes });
    await moveTo("2026-05-01T00:00:01Z");
    expect((await latestInvoice(stripe, subscription.id)).status).toBe(status);
    expect((await stripe.subscriptions.retrieve(subscription.id)).status).toBe("active");
    await moveTo("2026-06-01T00:00:01Z");
    expect(await stripe.subscriptions.retrieve(subscription.id)).toMatchObject({
      pause_collection: null,
    });
    expect((await latestInvoice(stripe, subscription.id)).status).toBe("paid");
  },
);

test("an update that changes nothing is not told; a change is told once", async () => {
  const { stripe } = await startAt(start);
  const customer = await customerWithCard(stripe);
  const { subscription, item } = await subscribe(stripe, await priceOf(stripe, 3000), { customer });
  const updates = async () => (await eventsOf(stripe, "customer.subscription.updated")).length;
  const before = await updates();
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 1 }] });
  expect(await updates()).toBe(before);
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
  expect(await updates()).toBe(before + 1);
  const [told] = (await stripe.events.list({ type: "customer.subscription.updated" })).data;
  expect(told?.data.previous_attributes).toMatchObject({ items: { data: [{ quantity: 1 }] } });
});
