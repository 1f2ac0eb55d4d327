import type Stripe from "stripe";
import { expect, test } from "vitest";
import { card, refused, startLocal } from "./local.ts";
import { customerWithCard, eventsOf, priceOf, subscribe } from "./running.ts";

const save = (
  stripe: Stripe,
  customer: string,
  extra: Partial<Stripe.Checkout.SessionCreateParams> = {},
) =>
  stripe.checkout.sessions.create({
    mode: "setup",
    customer,
    currency: "usd",
    success_url: "https://example.com/saved?session={CHECKOUT_SESSION_ID}",
    ...extra,
  });

test("a session in setup mode saves a card, charges nothing and makes it nobody's default", async () => {
  const { stripe, pay, control } = await startLocal();
  const customer = await customerWithCard(stripe);
  const session = await save(stripe, customer, {
    metadata: { account: "a1" },
    setup_intent_data: { metadata: { why: "new card" } },
  });
  expect(session).toMatchObject({
    mode: "setup",
    amount_total: null,
    payment_status: "no_payment_required",
    setup_intent: expect.stringMatching(/^seti_/),
    subscription: null,
    status: "open",
  });
  expect((await pay(session.id, { card: "5555 5555 5555 4444" })).outcome).toBe("succeeded");
  const done = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["setup_intent.payment_method"],
  });
  expect(done).toMatchObject({
    status: "complete",
    customer,
    setup_intent: {
      status: "succeeded",
      metadata: { why: "new card" },
      payment_method: { customer, card: { last4: "4444" } },
    },
  });
  const cards = await stripe.customers.listPaymentMethods(customer);
  expect(cards.data.map((method) => method.card?.last4)).toEqual(["4444", "4242"]);
  const owner = await stripe.customers.retrieve(customer, {
    expand: ["invoice_settings.default_payment_method"],
  });
  expect(owner).toMatchObject({
    invoice_settings: { default_payment_method: { card: { last4: "4242" } } },
  });
  expect(await control("state")).toMatchObject({
    charges: { count: 0 },
    subscriptions: { count: 0 },
  });
  expect(await eventsOf(stripe, "setup_intent")).toEqual([
    "setup_intent.created",
    "setup_intent.succeeded",
  ]);
});

test("a declined card leaves the session open; the bank is asked; the second time says so", async () => {
  const { stripe, pay } = await startLocal();
  const session = await save(stripe, await customerWithCard(stripe));
  expect(await pay(session.id, { card: "4000000000000002" })).toMatchObject({
    outcome: "declined",
    session: { status: "open" },
  });
  const failed = await stripe.setupIntents.list();
  expect(failed.data[0]).toMatchObject({
    status: "requires_payment_method",
    last_setup_error: { decline_code: "generic_decline" },
  });
  expect((await pay(session.id, { card: "4000002500003155" })).outcome).toBe("requires_action");
  expect((await pay(session.id, { action: "fail" })).outcome).toBe("declined");
  expect((await pay(session.id, { card: "4000002500003155" })).outcome).toBe("requires_action");
  expect((await pay(session.id, { action: "complete" })).outcome).toBe("succeeded");
  expect((await pay(session.id, { card })).outcome).toBe("already_complete");
});

test("an abandoned one expires with its setup intent", async () => {
  const { stripe } = await startLocal();
  const session = await save(stripe, await customerWithCard(stripe));
  expect((await stripe.checkout.sessions.expire(session.id)).status).toBe("expired");
  const intent = await stripe.setupIntents.retrieve(String(session.setup_intent));
  expect(intent).toMatchObject({ status: "canceled", cancellation_reason: "abandoned" });
});

test("what belongs to a purchase is refused, a currency is needed", async () => {
  const { stripe } = await startLocal();
  const customer = await customerWithCard(stripe);
  const price = await priceOf(stripe, 1000);
  const bought = save(stripe, customer, { line_items: [{ price, quantity: 1 }] });
  expect((await refused(bought)).message).toBe("You can not pass `line_items` in `setup` mode.");
  const nothing = stripe.checkout.sessions.create({
    mode: "setup",
    customer,
    success_url: "https://example.com/saved",
  });
  expect((await refused(nothing)).param).toBe("currency");
});

test("its page asks for a card and speaks of no payment", async () => {
  const { stripe, url, pay } = await startLocal();
  const customer = await customerWithCard(stripe);
  const session = await stripe.checkout.sessions.create({
    mode: "setup",
    customer,
    currency: "usd",
    ui_mode: "embedded_page",
    return_url: "https://example.com/saved",
  });
  const address = `${url}/c/embedded/${session.client_secret}`;
  const page = await (await fetch(address)).text();
  expect(page).toContain("Save card");
  expect(page).toContain("Card number");
  expect(page).not.toContain("$");
  await pay(session.id, { card });
  expect(await (await fetch(address)).text()).toContain("The card is saved");
});

test("a card that is taken away is nobody's default any more", async () => {
  const { stripe } = await startLocal();
  const { customer, subscription } = await subscribe(stripe, await priceOf(stripe, 1000));
  const [method] = (await stripe.paymentMethods.list({ customer })).data;
  await stripe.subscriptions.update(subscription.id, { default_payment_method: method?.id ?? "" });
  const detached = await stripe.paymentMethods.detach(method?.id ?? "");
  expect(detached.customer).toBeNull();
  expect(await stripe.customers.retrieve(customer)).toMatchObject({
    invoice_settings: { default_payment_method: null },
  });
  expect((await stripe.subscriptions.retrieve(subscription.id)).default_payment_method).toBeNull();
  const foreign = await customerWithCard(stripe);
  const [other] = (await stripe.paymentMethods.list({ customer: foreign })).data;
  const steal = stripe.customers.update(customer, {
    invoice_settings: { default_payment_method: other?.id ?? "" },
  });
  expect((await refused(steal)).message).toContain("The payment method must be attached");
});
