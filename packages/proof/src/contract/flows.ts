import type Stripe from "stripe";

type Pay = (session: string, card: string) => Promise<void>;

/** Drives every kind of object into being, so that each is seen in full at least once. */
export async function driveFlows(stripe: Stripe, pay: Pay): Promise<void> {
  const customer = await stripe.customers.create({
    email: "contract@example.com",
    name: "Contract",
    metadata: { account: "1" },
    address: { line1: "1 Main Street", country: "US" },
  });
  const product = await stripe.products.create({ name: "Plus" });
  const price = await stripe.prices.create({
    product: product.id,
    currency: "usd",
    unit_amount: 1999,
    recurring: { interval: "month" },
  });
  const coupon = await stripe.coupons.create({
    percent_off: 25.5,
    duration: "repeating",
    duration_in_months: 3,
  });
  const promotion = await stripe.promotionCodes.create({
    promotion: { type: "coupon", coupon: coupon.id },
    code: "CONTRACT",
  });
  const open = (attempt: string) =>
    stripe.checkout.sessions.create({
      mode: "subscription",
      customer: customer.id,
      success_url: "https://example.com/done",
      cancel_url: "https://example.com/back",
      line_items: [{ price: price.id, quantity: 1 }],
      discounts: [{ promotion_code: promotion.id }],
      client_reference_id: attempt,
      expand: ["line_items", "total_details.breakdown"],
    });

  const session = await open("paid");
  await stripe.checkout.sessions.listLineItems(session.id);
  await pay(session.id, "4000000000000002");
  await pay(session.id, "4242424242424242");
  const paid = await stripe.checkout.sessions.retrieve(session.id, {
    expand: ["subscription", "customer"],
  });
  await stripe.checkout.sessions.expire((await open("expired")).id);
  const trial = await stripe.checkout.sessions.create({
    mode: "subscription",
    ui_mode: "embedded_page",
    customer: customer.id,
    return_url: "https://example.com/done",
    line_items: [{ price: price.id, quantity: 1 }],
    subscription_data: { trial_period_days: 14 },
  });
  await pay(trial.id, "4242424242424242");
  await stripe.setupIntents.list({ customer: customer.id });

  const subscription = idOf(paid.subscription);
  await stripe.subscriptions.retrieve(subscription, {
    expand: ["discounts.source.coupon", "latest_invoice.payments", "default_payment_method"],
  });
  await stripe.invoices.createPreview({
    customer: customer.id,
    subscription_details: { items: [{ price: price.id }] },
  });
  const { data: intents } = await stripe.paymentIntents.list({ customer: customer.id });
  const [intent] = intents;
  if (intent === undefined) throw new Error("Paying a session left no payment intent.");
  await stripe.paymentIntents.retrieve(intent.id, { expand: ["latest_charge"] });
  await stripe.refunds.create({ payment_intent: intent.id, amount: 100 });
  await stripe.billingPortal.sessions.create({ customer: customer.id, expand: ["configuration"] });
  await changePlan(stripe, { customer: customer.id, price: price.id, subscription });
  await saveCard(stripe, customer.id, pay);
  await cancelTwice(stripe, { customer: customer.id, price: price.id, subscription });

  await liveOnClock(stripe, price.id);
  const endpoint = await stripe.webhookEndpoints.create({
    url: "https://example.com/hook",
    enabled_events: ["invoice.paid"],
  });
  await stripe.webhookEndpoints.del(endpoint.id);
  await stripe.events.list({ limit: 100 });
  await stripe.coupons.del(coupon.id);
  await stripe.products.del((await stripe.products.create({ name: "Unused" })).id);
  await stripe.customers.del(customer.id);
}

type Bought = { customer: string; price: string; subscription: string };

/** Seats with prorations that wait and that are billed, a change planned by a schedule, credit by hand. */
async function changePlan(
  stripe: Stripe,
  { customer, price, subscription }: Bought,
): Promise<void> {
  const { items } = await stripe.subscriptions.retrieve(subscription);
  const id = items.data[0]?.id ?? "";
  const seats = (quantity: number) => ({ items: [{ id, quantity }] });
  await stripe.invoices.createPreview({ subscription, subscription_details: seats(3) });
  await stripe.subscriptions.update(subscription, seats(2));
  await stripe.invoiceItems.list({ customer, pending: true });
  await stripe.subscriptions.update(subscription, {
    ...seats(3),
    proration_behavior: "always_invoice",
    expand: ["latest_invoice"],
  });
  await stripe.subscriptionItems.retrieve(id);
  const schedule = await stripe.subscriptionSchedules.create({ from_subscription: subscription });
  const [phase] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price, quantity: 3 }],
      },
      { items: [{ price, quantity: 1 }] },
    ],
    expand: ["phases.items.price"],
  });
  await stripe.subscriptionSchedules.release(schedule.id);
  await stripe.customers.createBalanceTransaction(customer, { amount: -5, currency: "usd" });
  await stripe.billingPortal.configurations.create({
    features: { payment_method_update: { enabled: true } },
  });
  await stripe.billingPortal.sessions.create({
    customer,
    flow_data: { type: "subscription_cancel", subscription_cancel: { subscription } },
  });
}

async function saveCard(stripe: Stripe, customer: string, pay: Pay): Promise<void> {
  const session = await stripe.checkout.sessions.create({
    mode: "setup",
    currency: "usd",
    customer,
    success_url: "https://example.com/saved",
  });
  await pay(session.id, "4000000000000002");
  await pay(session.id, "5555555555554444");
  await stripe.checkout.sessions.retrieve(session.id, { expand: ["setup_intent"] });
}

/** Once with an invoice for the unused time, once with invoice items that wait. */
async function cancelTwice(
  stripe: Stripe,
  { customer, price, subscription }: Bought,
): Promise<void> {
  await stripe.subscriptions.cancel(subscription, { prorate: true, invoice_now: true });
  await stripe.customers.listBalanceTransactions(customer);
  const second = await stripe.subscriptions.create({ customer, items: [{ price, quantity: 2 }] });
  await stripe.subscriptions.cancel(second.id, { prorate: true });
  await stripe.invoiceItems.list({ customer });
  await stripe.invoices.list({ customer, expand: ["data.payments"] });
}

/** A trial without a card on a test clock: it is paused, resumed, and its invoice given up and voided. */
async function liveOnClock(stripe: Stripe, price: string): Promise<void> {
  const frozenTime = Date.parse("2031-01-31T00:00:00Z") / 1000;
  const clock = await stripe.testHelpers.testClocks.create({ frozen_time: frozenTime });
  const customer = await stripe.customers.create({ test_clock: clock.id });
  const { id } = await stripe.subscriptions.create({
    customer: customer.id,
    items: [{ price }],
    trial_period_days: 7,
    trial_settings: { end_behavior: { missing_payment_method: "pause" } },
  });
  const afterTrial = frozenTime + 8 * 24 * 3600;
  await stripe.testHelpers.testClocks.advance(clock.id, { frozen_time: afterTrial });
  while ((await stripe.testHelpers.testClocks.retrieve(clock.id)).status !== "ready");
  const { latest_invoice: invoice } = await stripe.subscriptions.resume(id);
  await stripe.invoices.markUncollectible(idOf(invoice));
  await stripe.invoices.voidInvoice(idOf(invoice));
  await stripe.events.list({ limit: 100 });
  await stripe.testHelpers.testClocks.del(clock.id);
}

function idOf(reference: string | { id: string } | null): string {
  if (reference === null) throw new Error("The paid session names no subscription.");
  return typeof reference === "string" ? reference : reference.id;
}
