import type Stripe from "stripe";
import { expect, test } from "vitest";
import { card, checkout, openShop, refused, type Shop, startLocal } from "./local.ts";

async function withCard(stripe: Stripe, shop: Shop, method: string): Promise<void> {
  const attached = await stripe.paymentMethods.attach(method, { customer: shop.customer });
  await stripe.customers.update(shop.customer, {
    invoice_settings: { default_payment_method: attached.id },
  });
}

const subscribe = (stripe: Stripe, shop: Shop) =>
  stripe.subscriptions.create({
    customer: shop.customer,
    items: [{ price: shop.price }],
    expand: ["latest_invoice.payments.data"],
  });

test("a subscription made without Checkout is paid by the customer's card", async () => {
  const { stripe } = await startLocal();
  const shop = await openShop(stripe);
  expect((await refused(subscribe(stripe, shop))).message).toContain("no attached payment source");
  await withCard(stripe, shop, "pm_card_visa");
  expect(await subscribe(stripe, shop)).toMatchObject({
    status: "active",
    latest_invoice: { status: "paid", amount_paid: 1999 },
  });
});

test("a declined one is incomplete, recovers with another card, or expires after 23 hours", async () => {
  const { stripe, control } = await startLocal();
  const [shop, other] = [await openShop(stripe), await openShop(stripe)];
  await withCard(stripe, shop, "pm_card_chargeCustomerFail");
  await withCard(stripe, other, "pm_card_chargeCustomerFail");
  const [first, second] = [await subscribe(stripe, shop), await subscribe(stripe, other)];
  expect(first.status).toBe("incomplete");
  const good = await stripe.paymentMethods.attach("pm_card_visa", { customer: shop.customer });
  const { data } = await stripe.invoices.list({ subscription: first.id });
  await stripe.invoices.pay(data[0]?.id ?? "", { payment_method: good.id });
  expect((await stripe.subscriptions.retrieve(first.id)).status).toBe("active");
  await control("clock", { advanceMs: 23 * 3_600_000 + 1000 });
  expect((await stripe.subscriptions.retrieve(second.id)).status).toBe("incomplete_expired");
});

test("a card that asks the bank leaves it incomplete until the cardholder answers", async () => {
  const { stripe, url } = await startLocal();
  const shop = await openShop(stripe);
  await withCard(stripe, shop, "pm_card_authenticationRequired");
  const { id, status } = await subscribe(stripe, shop);
  expect(status).toBe("incomplete");
  const [intent] = (await stripe.paymentIntents.list({ customer: shop.customer })).data;
  const page = intent?.next_action?.redirect_to_url?.url ?? "";
  expect(page.startsWith(url)).toBe(true);
  await fetch(page, { method: "POST", body: new URLSearchParams({ action: "complete" }) });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("active");
});

test("ends at the period's end when asked, and goes on when that is taken back", async () => {
  const { stripe, pay, control } = await startLocal();
  const shop = await openShop(stripe);
  const id = (await pay((await checkout(stripe, shop)).id, { card })).subscription?.id ?? "";
  const ending = await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  expect(ending.cancel_at).toBe(ending.items.data[0]?.current_period_end);
  const kept = await stripe.subscriptions.update(id, { cancel_at_period_end: false });
  expect(kept).toMatchObject({ cancel_at: null, canceled_at: null });
  await stripe.subscriptions.update(id, { cancel_at_period_end: true });
  await control("clock", { advanceMs: 32 * 24 * 3_600_000 });
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("canceled");
  expect((await refused(stripe.subscriptions.cancel(id))).code).toBe("resource_missing");
  const all = await stripe.subscriptions.list({ customer: shop.customer, status: "all" });
  expect(all.data).toHaveLength(1);
  expect((await stripe.subscriptions.list({ customer: shop.customer })).data).toHaveLength(0);
});

test("a preview says what the first invoice will be, and stores nothing", async () => {
  const { stripe, control } = await startLocal();
  const shop = await openShop(stripe);
  const coupon = await stripe.coupons.create({ percent_off: 20 });
  const preview = await stripe.invoices.createPreview({
    customer: shop.customer,
    subscription_details: { items: [{ price: shop.price, quantity: 2 }] },
    discounts: [{ coupon: coupon.id }],
  });
  expect(preview).toMatchObject({ subtotal: 3998, total: 3198, amount_due: 3198 });
  expect(await control("state")).toMatchObject({
    invoices: { count: 0 },
    subscriptions: { count: 0 },
  });
});
