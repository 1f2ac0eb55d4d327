import { expect, test } from "vitest";
import { card, checkout, openShop, refused, startLocal } from "./local.ts";

test("paying makes one subscription, one paid invoice, a saved card and a complete session", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  const session = await checkout(stripe, shop, {
    client_reference_id: "account-1",
    subscription_data: { metadata: { checkout: "c1" } },
  });
  expect(session.url).toContain(`/c/pay/${session.id}`);
  const paid = await pay(session.id, { card });
  expect(paid).toMatchObject({
    outcome: "succeeded",
    subscription: { status: "active" },
    error: null,
  });
  const done = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["subscription", "invoice.payments", "customer"],
  });
  expect(done).toMatchObject({
    status: "complete",
    payment_status: "paid",
    url: null,
    client_reference_id: "account-1",
    subscription: { metadata: { checkout: "c1" }, latest_invoice: expect.stringMatching(/^in_/) },
    invoice: { status: "paid", amount_paid: 1999, billing_reason: "subscription_create" },
    customer: { invoice_settings: { default_payment_method: expect.stringMatching(/^pm_/) } },
  });
});

test("one session paid twice at the same moment is paid once", async () => {
  const { stripe, pay, control } = await startLocal();
  const session = await checkout(stripe, await openShop(stripe));
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => pay(session.id, { card })));
  expect(outcomes.filter(({ outcome }) => outcome === "succeeded")).toHaveLength(1);
  expect(outcomes.filter(({ outcome }) => outcome === "already_complete")).toHaveLength(9);
  expect(await control("state")).toMatchObject({
    subscriptions: { count: 1 },
    charges: { count: 1 },
  });
});

test("two open sessions of one customer can both be paid: Stripe does not prevent it", async () => {
  const { stripe, pay, control } = await startLocal();
  const shop = await openShop(stripe);
  const [first, second] = [await checkout(stripe, shop), await checkout(stripe, shop)];
  await pay(first.id, { card });
  await pay(second.id, { card });
  expect(await control("state")).toMatchObject({ live_subscriptions: { count: 2 } });
});

const declines = [
  ["4000000000000002", "card_declined", "generic_decline"],
  ["4000000000009995", "card_declined", "insufficient_funds"],
  ["4000000000000069", "expired_card", "expired_card"],
  ["4000000000000127", "incorrect_cvc", "incorrect_cvc"],
] as const;

test.each(declines)(
  "card %s is declined (%s) and another one can be tried",
  async (number, code, reason) => {
    const { stripe, pay, control } = await startLocal();
    const session = await checkout(stripe, await openShop(stripe));
    expect(await pay(session.id, { card: number })).toMatchObject({
      outcome: "declined",
      session: { status: "open" },
      subscription: null,
      error: { code, decline_code: reason },
    });
    expect(await control("state")).toMatchObject({ subscriptions: { count: 0 } });
    expect((await pay(session.id, { card })).outcome).toBe("succeeded");
    expect(await control("state")).toMatchObject({
      payment_intents: { count: 1 },
      charges: { count: 2 },
    });
  },
);

test.each(["4000002500003155", "4000002760003184"])(
  "card %s asks the bank first",
  async (number) => {
    const { stripe, pay, control } = await startLocal();
    const session = await checkout(stripe, await openShop(stripe));
    expect((await pay(session.id, { card: number })).outcome).toBe("requires_action");
    expect(await control("state")).toMatchObject({ subscriptions: { count: 0 } });
    expect((await pay(session.id, { action: "fail" })).outcome).toBe("declined");
    expect((await pay(session.id, { card: number })).outcome).toBe("requires_action");
    expect((await pay(session.id, { action: "complete" })).outcome).toBe("succeeded");
    expect(await control("state")).toMatchObject({ subscriptions: { count: 1 } });
  },
);

test("card 4000000000000341 is saved now and fails at the renewal", async () => {
  const { stripe, pay, control } = await startLocal();
  const session = await checkout(stripe, await openShop(stripe), {
    subscription_data: { trial_period_days: 7 },
  });
  const paid = await pay(session.id, { card: "4000000000000341" });
  expect(paid).toMatchObject({ outcome: "succeeded", subscription: { status: "trialing" } });
  await control("clock", { advanceMs: 8 * 24 * 3_600_000 });
  const { status } = await stripe.subscriptions.retrieve(paid.subscription?.id ?? "");
  expect(status).toBe("past_due");
});

test("nothing due and no card wanted: paid without one", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  const { id: coupon } = await stripe.coupons.create({ percent_off: 100, duration: "forever" });
  const extra = { discounts: [{ coupon }] };
  const asks = await checkout(stripe, shop, extra);
  expect((await pay(asks.id, {})).outcome).toBe("declined");
  const free = await checkout(stripe, shop, { ...extra, payment_method_collection: "if_required" });
  expect((await pay(free.id, {})).outcome).toBe("succeeded");
});

test("only open sessions expire, by hand or by the clock", async () => {
  const { stripe, pay, control } = await startLocal();
  const shop = await openShop(stripe);
  const byHand = await checkout(stripe, shop);
  expect(await stripe.checkout.sessions.expire(byHand.id)).toMatchObject({
    status: "expired",
    url: null,
  });
  expect((await refused(stripe.checkout.sessions.expire(byHand.id))).message).toBe(
    'Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of `expired`.',
  );
  expect((await pay(byHand.id, { card })).outcome).toBe("expired");
  const byClock = await checkout(stripe, shop);
  const paid = await checkout(stripe, shop);
  await pay(paid.id, { card });
  await control("clock", { advanceMs: 24 * 3_600_000 + 1000 });
  expect((await stripe.checkout.sessions.retrieve(byClock.id)).status).toBe("expired");
  expect((await stripe.checkout.sessions.retrieve(paid.id)).status).toBe("complete");
  expect((await refused(stripe.checkout.sessions.expire(paid.id))).message).toContain("`complete`");
});

test("cancelling with a credit gives the unused time back as balance, which the next invoice uses", async () => {
  const { stripe, pay, control } = await startLocal();
  const shop = await openShop(stripe, 3000);
  const { subscription } = await pay((await checkout(stripe, shop)).id, { card });
  const before = await stripe.subscriptions.retrieve(subscription?.id ?? "");
  const period = before.items.data[0];
  const lengthMs = ((period?.current_period_end ?? 0) - (period?.current_period_start ?? 0)) * 1000;
  await control("clock", { advanceMs: lengthMs / 2 });
  const ended = await stripe.subscriptions.cancel(before.id, { prorate: true, invoice_now: true });
  expect(ended.status).toBe("canceled");
  const customer = await stripe.customers.retrieve(shop.customer);
  expect(customer).toMatchObject({ balance: expect.closeTo(-1500, -1) });
  const next = await pay((await checkout(stripe, shop)).id, { card });
  const invoice = (await stripe.invoices.list({ subscription: next.subscription?.id ?? "" }))
    .data[0];
  expect(invoice?.total).toBe(3000);
  expect(invoice?.amount_paid).toBeCloseTo(1500, -1);
});

test("a payment is refunded once, in parts or whole", async () => {
  const { stripe, pay } = await startLocal();
  const shop = await openShop(stripe);
  await pay((await checkout(stripe, shop)).id, { card });
  const intent = (await stripe.paymentIntents.list({ customer: shop.customer })).data[0]?.id ?? "";
  await stripe.refunds.create({ payment_intent: intent, amount: 999 });
  expect((await stripe.refunds.create({ payment_intent: intent })).amount).toBe(1000);
  expect((await refused(stripe.refunds.create({ payment_intent: intent }))).code).toBe(
    "charge_already_refunded",
  );
});
