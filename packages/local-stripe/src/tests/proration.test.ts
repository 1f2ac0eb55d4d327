import { expect, test } from "vitest";
import { refused } from "./local.ts";
import { amountsOf, latestInvoice, linesOf, priceOf, startAt, subscribe } from "./running.ts";

test("Stripe's first example: $10 to $20 in the middle of a period is -$5 and +$10", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const [ten, twenty] = [await priceOf(stripe, 1000), await priceOf(stripe, 2000)];
  const { subscription, item, customer } = await subscribe(stripe, ten);
  await moveTo("2026-04-16T00:00:00Z");
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, price: twenty }] });
  const waiting = await stripe.invoiceItems.list({ customer, pending: true });
  expect(waiting.data.map(({ amount }) => amount)).toEqual([1000, -500]);
  expect(waiting.data.map(({ description }) => description)).toEqual([
    "Remaining time on Plan after 16 Apr 2026",
    "Unused time on Plan after 16 Apr 2026",
  ]);
  await moveTo("2026-05-01T00:00:01Z");
  const renewal = await latestInvoice(stripe, subscription.id);
  expect(renewal).toMatchObject({ billing_reason: "subscription_cycle", total: 2500 });
  expect(amountsOf(renewal)).toEqual([-500, 1000, 2000]);
  expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toEqual([]);
});

/** Period, moment and amounts of proration invoices that Stripe itself made and people published. */
const recorded = [
  { start: 1477364992, at: 1477365718, end: 1480043392, from: 999, to: 2999, lines: [-999, 2998] },
  { start: 1596749288, at: 1598982148, end: 1599427688, from: 1000, to: 3252, lines: [-166, 541] },
];

test.each(recorded)(
  "to the cent as Stripe has billed it: %o",
  async ({ start, at, end, from, to, lines }) => {
    const { stripe, moveTo } = await startAt(start);
    const [before, after] = [await priceOf(stripe, from), await priceOf(stripe, to)];
    const { subscription, item } = await subscribe(stripe, before);
    expect(subscription.items.data[0]?.current_period_end).toBe(end);
    await moveTo(at);
    const preview = await stripe.invoices.createPreview({
      subscription: subscription.id,
      subscription_details: { items: [{ id: item, price: after }], proration_date: at },
    });
    expect(amountsOf(preview)).toEqual([...lines, to]);
  },
);

test("a recorded change from a month to a year: the unused time is taken off the year", async () => {
  const { stripe, moveTo } = await startAt(1487030400);
  const [month, year] = [await priceOf(stripe, 1000), await priceOf(stripe, 10_000, "year")];
  const { subscription, item } = await subscribe(stripe, month);
  await moveTo(1488568489);
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: year }],
    proration_date: 1488568488,
  });
  const invoice = await latestInvoice(stripe, subscription.id);
  expect(invoice).toMatchObject({
    total: 9636,
    status: "paid",
    billing_reason: "subscription_update",
  });
  expect(amountsOf(invoice)).toEqual([-364, 10_000]);
});

test("a credit is of what was charged, not of the present price: an upgrade without proration gives nothing back", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const [ten, twenty] = [await priceOf(stripe, 1000), await priceOf(stripe, 2000)];
  const { subscription, item } = await subscribe(stripe, ten);
  await moveTo("2026-04-11T00:00:00Z");
  const upgraded = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: twenty }],
    proration_behavior: "none",
  });
  expect(upgraded.latest_invoice).toBe(subscription.latest_invoice);
  await moveTo("2026-04-21T00:00:00Z");
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: ten }],
    proration_behavior: "always_invoice",
  });
  const invoice = await latestInvoice(stripe, subscription.id);
  expect(amountsOf(invoice)).toEqual([-333, 333]);
  expect(invoice.total).toBe(0);
});

test("a coupon over two items is shared by price, 166 and 334, and comes off the credit of its item", async () => {
  const { stripe, moveTo } = await startAt("2026-02-01T00:00:00Z");
  const [ten, twenty] = [await priceOf(stripe, 1000), await priceOf(stripe, 2000)];
  const coupon = await stripe.coupons.create({
    amount_off: 500,
    currency: "usd",
    duration: "forever",
  });
  const { subscription } = await subscribe(stripe, ten, {
    items: [{ price: ten }, { price: twenty }],
    discounts: [{ coupon: coupon.id }],
  });
  const first = await latestInvoice(stripe, subscription.id);
  const off = first.lines.data.map((line) => line.discount_amounts?.[0]?.amount);
  expect([first.total, ...off]).toEqual([2500, 166, 334]);
  await moveTo("2026-02-15T00:00:00Z");
  const cheaper = subscription.items.data.find(({ price }) => price.id === ten);
  await stripe.subscriptionItems.del(cheaper?.id ?? "", { proration_behavior: "always_invoice" });
  const invoice = await latestInvoice(stripe, subscription.id);
  expect(linesOf(invoice)).toMatchObject([{ amount: -417, proration: true }]);
  expect((await stripe.subscriptions.retrieve(subscription.id)).items.data).toHaveLength(1);
});

test("without proration a new interval is billed in full at once, and nothing is given back", async () => {
  const { stripe, moveTo } = await startAt("2026-05-01T00:00:00Z");
  const [month, year] = [await priceOf(stripe, 1000), await priceOf(stripe, 10_000, "year")];
  const { subscription, item } = await subscribe(stripe, month);
  await moveTo("2026-05-11T00:00:00Z");
  const changed = await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: year }],
    proration_behavior: "none",
  });
  expect(amountsOf(await latestInvoice(stripe, subscription.id))).toEqual([10_000]);
  const now = new Date("2026-05-11T00:00:00Z").getTime() / 1000;
  expect(changed.billing_cycle_anchor).toBe(now);
  expect(changed.items.data[0]).toMatchObject({
    current_period_start: now,
    current_period_end: new Date("2027-05-11T00:00:00Z").getTime() / 1000,
  });
});

test("seats are prorated; several changes credit every debit once", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const { subscription, item } = await subscribe(stripe, await priceOf(stripe, 900), {
    quantity: 2,
  });
  const to = (quantity: number) =>
    stripe.subscriptions.update(subscription.id, {
      items: [{ id: item, quantity }],
      proration_behavior: "always_invoice",
    });
  await moveTo("2026-04-11T00:00:00Z");
  await to(5);
  const second = await latestInvoice(stripe, subscription.id);
  expect(linesOf(second)).toEqual([
    { amount: -1200, proration: true, description: "Unused time on 2 × Plan after 11 Apr 2026" },
    { amount: 3000, proration: true, description: "Remaining time on 5 × Plan after 11 Apr 2026" },
  ]);
  await moveTo("2026-04-21T00:00:00Z");
  await to(4);
  const third = await latestInvoice(stripe, subscription.id);
  expect(amountsOf(third)).toEqual([-1500, 1200]);
  const credited = third.lines.data[0]?.parent?.subscription_item_details?.proration_details;
  expect(credited?.credited_items).toEqual({
    invoice: second.id,
    invoice_line_items: [second.lines.data[1]?.id],
  });
  await moveTo("2026-04-26T00:00:00Z");
  await to(0);
  expect(amountsOf(await latestInvoice(stripe, subscription.id))).toEqual([-600, 0]);
});

test("a downgrade billed at once becomes credit, which later invoices use and the list tells", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const [thirty, six] = [await priceOf(stripe, 3000), await priceOf(stripe, 600)];
  const { subscription, item, customer } = await subscribe(stripe, thirty);
  await moveTo("2026-04-16T00:00:00Z");
  await stripe.subscriptions.update(subscription.id, {
    items: [{ id: item, price: six }],
    proration_behavior: "always_invoice",
  });
  expect(await latestInvoice(stripe, subscription.id)).toMatchObject({
    total: -1200,
    amount_due: 0,
    status: "paid",
    ending_balance: -1200,
  });
  expect(await stripe.customers.retrieve(customer)).toMatchObject({ balance: -1200 });
  await moveTo("2026-05-01T00:00:01Z");
  expect(await latestInvoice(stripe, subscription.id)).toMatchObject({
    total: 600,
    starting_balance: -1200,
    ending_balance: -600,
    amount_due: 0,
  });
  const moved = await stripe.customers.listBalanceTransactions(customer);
  expect(moved.data).toMatchObject([
    { amount: 600, ending_balance: -600, type: "applied_to_invoice" },
    { amount: -1200, ending_balance: -1200, type: "applied_to_invoice" },
  ]);
});

test("a change in the discounts alone moves no money now; together with seats it counts for the new ones", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const half = await stripe.coupons.create({ percent_off: 50, duration: "forever" });
  const { subscription, item, customer } = await subscribe(stripe, await priceOf(stripe, 1000));
  await moveTo("2026-04-16T00:00:00Z");
  const discounted = await stripe.subscriptions.update(subscription.id, {
    discounts: [{ coupon: half.id }],
    expand: ["discounts"],
  });
  expect(discounted.discounts).toMatchObject([{ source: { coupon: half.id } }]);
  expect((await stripe.invoiceItems.list({ customer })).data).toEqual([]);
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
  const [charge, credit] = (await stripe.invoiceItems.list({ customer })).data;
  expect([credit?.amount, charge?.amount]).toEqual([-500, 500]);
  expect(charge).toMatchObject({ discountable: false, discounts: [expect.stringMatching(/^di_/)] });
  const cleared = await stripe.subscriptions.update(subscription.id, { discounts: "" });
  expect(cleared.discounts).toEqual([]);
});

test("a proration date outside of the period is refused, and so is one without proration in a preview", async () => {
  const { stripe } = await startAt("2026-04-10T00:00:00Z");
  const { subscription, item } = await subscribe(stripe, await priceOf(stripe, 1000));
  const early = new Date("2026-04-09T00:00:00Z").getTime() / 1000;
  const items = [{ id: item, quantity: 2 }];
  const update = stripe.subscriptions.update(subscription.id, { items, proration_date: early });
  expect(await refused(update)).toMatchObject({ param: "proration_date", statusCode: 400 });
  const preview = stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { items, proration_date: early + 86_400, proration_behavior: "none" },
  });
  expect((await refused(preview)).param).toBe("subscription_details[proration_date]");
});
