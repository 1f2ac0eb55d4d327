import type Stripe from "stripe";
import { expect, test } from "vitest";
import { refused, startLocal } from "./local.ts";
import { amountsOf, eventsOf, latestInvoice, priceOf, subscribe } from "./running.ts";

const read = async (address: string) => (await fetch(address)).text();
const press = (address: string, form: Record<string, string> = {}) =>
  fetch(address, { method: "POST", body: new URLSearchParams(form), redirect: "manual" });

async function openPortal(extra: Partial<Stripe.BillingPortal.SessionCreateParams> = {}) {
  const local = await startLocal();
  const { stripe } = local;
  const [small, big] = [
    await priceOf(stripe, 1000, "month", "Small"),
    await priceOf(stripe, 3000, "month", "Big"),
  ];
  const running = await subscribe(stripe, small);
  const portal = await stripe.billingPortal.sessions.create({
    customer: running.customer,
    return_url: "https://example.com/billing",
    ...extra,
  });
  const id = running.subscription.id;
  return {
    ...local,
    ...running,
    id,
    small,
    big,
    portal,
    at: (name: string) => `${portal.url}/${id}/${name}`,
  };
}

test("a customer ends a subscription at the period's end, as Stripe's portal does, and keeps it again", async () => {
  const { stripe, id, portal, at } = await openPortal();
  expect(await read(portal.url)).toContain("Cancel at the end of the period");
  await press(at("cancel"), { feedback: "too_expensive", comment: "Too much" });
  const ending = await stripe.subscriptions.retrieve(id);
  expect(ending).toMatchObject({
    cancel_at: ending.items.data[0]?.current_period_end,
    cancel_at_period_end: false,
    cancellation_details: { feedback: "too_expensive", comment: "Too much" },
  });
  expect(await read(portal.url)).toContain("Keep subscription");
  await press(at("keep"));
  expect((await stripe.subscriptions.retrieve(id)).cancel_at).toBeNull();
  const [, , , ...later] = await eventsOf(stripe, "customer.subscription");
  expect(later).toEqual(["customer.subscription.updated"]);
});

test("a customer changes the plan and the card", async () => {
  const { stripe, id, customer, portal, big, at } = await openPortal();
  expect(await read(portal.url)).toContain("Big, $30.00 / month");
  await press(at("update"), { price: big });
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(big);
  expect((await stripe.invoiceItems.list({ customer, pending: true })).data).toHaveLength(2);
  const declined = await press(`${portal.url}/payment-method`, { card: "4000000000000002" });
  expect(declined.status).toBe(400);
  expect(await declined.text()).toContain("Your card was declined.");
  await press(`${portal.url}/payment-method`, { card: "5555555555554444" });
  const owner = await stripe.customers.retrieve(customer, {
    expand: ["invoice_settings.default_payment_method"],
  });
  expect(owner).toMatchObject({
    invoice_settings: { default_payment_method: { card: { last4: "4444" } } },
  });
  expect(await read(portal.url)).toContain("mastercard •••• 4444");
});

test("only the owner's subscriptions can be touched, and only what the configuration allows", async () => {
  const { stripe, portal, customer } = await openPortal();
  const other = await subscribe(stripe, await priceOf(stripe, 500));
  const strange = await press(`${portal.url}/${other.subscription.id}/cancel`);
  expect(strange.status).toBe(404);
  const configuration = await stripe.billingPortal.configurations.create({
    features: { invoice_history: { enabled: true } },
  });
  expect(configuration).toMatchObject({ is_default: false, active: true });
  const flow_data = { type: "payment_method_update" as const };
  const denied = stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
    flow_data,
  });
  expect((await refused(denied)).param).toBe("flow_data[type]");
  const all = await stripe.billingPortal.configurations.list({ is_default: false });
  expect(all.data.map(({ id }) => id)).toEqual([configuration.id]);
});

test("a flow shows its one thing, and leads on when it is done", async () => {
  const { stripe, customer, id, at } = await openPortal();
  const flow = await stripe.billingPortal.sessions.create({
    customer,
    flow_data: {
      type: "subscription_cancel",
      subscription_cancel: { subscription: id },
      after_completion: { type: "redirect", redirect: { return_url: "https://example.com/over" } },
    },
  });
  expect(flow.flow).toMatchObject({
    type: "subscription_cancel",
    subscription_cancel: { subscription: id },
  });
  const page = await read(flow.url);
  expect(page).toContain("Cancel your subscription");
  expect(page).not.toContain("New plan");
  const done = await press(`${flow.url}/${id}/cancel`);
  expect(done.headers.get("location")).toBe("https://example.com/over");
  await press(at("keep"));
  const card = await stripe.billingPortal.sessions.create({
    customer,
    flow_data: {
      type: "payment_method_update",
      after_completion: {
        type: "hosted_confirmation",
        hosted_confirmation: { custom_message: "Your card is kept." },
      },
    },
  });
  const kept = await press(`${card.url}/payment-method`, { card: "4242424242424242" });
  expect(await kept.text()).toContain("Your card is kept.");
  const update = await stripe.billingPortal.sessions.create({
    customer,
    flow_data: { type: "subscription_update", subscription_update: { subscription: id } },
  });
  expect(await read(update.url)).toContain("New plan");
});

test("a downgrade is put off to the end of the period where the configuration says so, and can be undone", async () => {
  const { stripe, customer, id, small, big } = await openPortal();
  const configuration = await stripe.billingPortal.configurations.create({
    features: {
      subscription_update: {
        enabled: true,
        default_allowed_updates: ["price"],
        products: [],
        proration_behavior: "always_invoice",
        schedule_at_period_end: { conditions: [{ type: "decreasing_item_amount" }] },
      },
    },
  });
  await stripe.billingPortal.configurations.update(configuration.id, {
    features: {
      subscription_update: {
        products: [
          { product: String((await stripe.prices.retrieve(small)).product), prices: [small] },
          { product: String((await stripe.prices.retrieve(big)).product), prices: [big] },
        ],
      },
    },
  });
  const portal = await stripe.billingPortal.sessions.create({
    customer,
    configuration: configuration.id,
  });
  await press(`${portal.url}/${id}/update`, { price: big });
  expect(amountsOf(await latestInvoice(stripe, id))).toEqual([-1000, 3000]);
  await press(`${portal.url}/${id}/update`, { price: small });
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    items: { data: [{ price: { id: big } }] },
    schedule: expect.stringMatching(/^sub_sched_/),
  });
  expect(await read(portal.url)).toContain("Changes to Small");
  await press(`${portal.url}/${id}/unschedule`);
  expect((await stripe.subscriptions.retrieve(id)).schedule).toBeNull();
});

test("a plan that cannot be paid is not changed, and the page says why", async () => {
  const { stripe, customer, id, small } = await openPortal();
  const year = await priceOf(stripe, 9000, "year");
  await stripe.paymentMethods.attach("pm_card_chargeCustomerFail", { customer });
  const [bad] = (await stripe.paymentMethods.list({ customer })).data;
  await stripe.subscriptions.update(id, { default_payment_method: bad?.id ?? "" });
  const portal = await stripe.billingPortal.sessions.create({ customer });
  const answer = await press(`${portal.url}/${id}/update`, { price: year });
  expect(await answer.text()).toContain("Your card was declined.");
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(small);
});
