import type Stripe from "stripe";
import { expect, test } from "vitest";
import { refused } from "./local.ts";
import {
  amountsOf,
  customerWithCard,
  eventsOf,
  latestInvoice,
  linesOf,
  priceOf,
  startAt,
  subscribe,
} from "./running.ts";

const start = "2026-04-01T00:00:00Z";
const seconds = (date: string) => new Date(date).getTime() / 1000;

/** A monthly $30 subscription whose schedule goes down to $10 at the renewal. */
async function downgrade(next: Partial<Stripe.SubscriptionScheduleUpdateParams.Phase> = {}) {
  const local = await startAt(start);
  const { stripe } = local;
  const [big, small] = [await priceOf(stripe, 3000), await priceOf(stripe, 1000)];
  const running = await subscribe(stripe, big);
  const made = await stripe.subscriptionSchedules.create({
    from_subscription: running.subscription.id,
  });
  const [phase] = made.phases;
  const schedule = await stripe.subscriptionSchedules.update(made.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price: big, quantity: 1 }],
      },
      {
        items: [{ price: small }],
        duration: { interval: "month", interval_count: 1 },
        proration_behavior: "none",
        ...next,
      },
    ],
  });
  return { ...local, ...running, schedule, big, small, id: running.subscription.id };
}

test("a schedule takes over a subscription with its running period as the first phase", async () => {
  const { stripe } = await startAt(start);
  const { subscription } = await subscribe(stripe, await priceOf(stripe, 3000), { quantity: 2 });
  const schedule = await stripe.subscriptionSchedules.create({
    from_subscription: subscription.id,
  });
  expect(schedule).toMatchObject({
    status: "active",
    end_behavior: "release",
    subscription: subscription.id,
    current_phase: { start_date: seconds(start), end_date: seconds("2026-05-01T00:00:00Z") },
    phases: [{ items: [{ quantity: 2, price: subscription.items.data[0]?.price.id }] }],
  });
  expect((await stripe.subscriptions.retrieve(subscription.id)).schedule).toBe(schedule.id);
  const again = stripe.subscriptionSchedules.create({ from_subscription: subscription.id });
  expect((await refused(again)).message).toBe(
    `You cannot migrate a subscription that is already attached to a schedule: \`${subscription.id}\`.`,
  );
  const both = stripe.subscriptionSchedules.create({
    from_subscription: subscription.id,
    end_behavior: "cancel",
  });
  expect((await refused(both)).message).toContain("`from_subscription` is set");
  expect((await stripe.subscriptionSchedules.list({ customer: "cus_none" })).data).toEqual([]);
});

test("a downgrade takes effect at the renewal, which bills the new price, and the schedule lets go afterwards", async () => {
  const { stripe, id, schedule, small, big, moveTo } = await downgrade();
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(big);
  const preview = await stripe.invoices.createPreview({ subscription: id });
  expect(preview.total).toBe(1000);
  await moveTo("2026-05-01T00:00:01Z");
  const renewed = await stripe.subscriptions.retrieve(id);
  expect(renewed.items.data).toMatchObject([{ price: { id: small }, quantity: 1 }]);
  const invoice = await latestInvoice(stripe, id);
  expect(linesOf(invoice)).toEqual(linesOf(preview));
  expect(invoice).toMatchObject({ billing_reason: "subscription_cycle", total: 1000 });
  expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: "active",
    current_phase: { start_date: seconds("2026-05-01T00:00:00Z") },
  });
  await moveTo("2026-06-01T00:00:01Z");
  expect(await stripe.subscriptionSchedules.retrieve(schedule.id)).toMatchObject({
    status: "released",
    subscription: null,
    released_subscription: id,
  });
  const free = await stripe.subscriptions.retrieve(id);
  expect(free).toMatchObject({ schedule: null, status: "active" });
  expect((await latestInvoice(stripe, id)).total).toBe(1000);
});

test("the change is told: what the subscription was before, and each step of the schedule", async () => {
  const { stripe, moveTo, big } = await downgrade();
  await moveTo("2026-05-01T00:00:01Z");
  const [told] = (await stripe.events.list({ type: "customer.subscription.updated" })).data;
  expect(told?.data.previous_attributes).toMatchObject({
    items: { data: [{ price: { id: big } }] },
  });
  await moveTo("2026-05-25T00:00:30Z");
  await moveTo("2026-06-01T00:00:01Z");
  expect(await eventsOf(stripe, "subscription_schedule")).toEqual([
    "subscription_schedule.created",
    "subscription_schedule.updated",
    "subscription_schedule.updated",
    "subscription_schedule.expiring",
    "subscription_schedule.released",
  ]);
});

test("releasing undoes what was planned", async () => {
  const { stripe, id, schedule, big, moveTo } = await downgrade();
  const released = await stripe.subscriptionSchedules.release(schedule.id);
  expect(released).toMatchObject({
    status: "released",
    subscription: null,
    released_subscription: id,
  });
  expect((await stripe.subscriptions.retrieve(id)).schedule).toBeNull();
  await moveTo("2026-05-01T00:00:01Z");
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(big);
  expect((await latestInvoice(stripe, id)).total).toBe(3000);
  expect((await refused(stripe.subscriptionSchedules.release(schedule.id))).message).toContain(
    "You cannot release a subscription schedule that is currently in the `released` status.",
  );
});

test("a yearly price at the renewal is billed for a year from there", async () => {
  const { stripe, id, schedule, big, moveTo } = await downgrade();
  const year = await priceOf(stripe, 9000, "year");
  const [phase] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price: big }],
      },
      { items: [{ price: year }] },
    ],
  });
  await moveTo("2026-05-01T00:00:01Z");
  const renewed = await stripe.subscriptions.retrieve(id);
  expect(renewed.items.data[0]).toMatchObject({
    current_period_start: seconds("2026-05-01T00:00:00Z"),
    current_period_end: seconds("2027-05-01T00:00:00Z"),
  });
  expect(amountsOf(await latestInvoice(stripe, id))).toEqual([9000]);
});

test("its end cannot be changed behind the schedule's back; its items can, and what is planned stays", async () => {
  const { stripe, id, schedule, item, moveTo } = await downgrade();
  const refusal = await refused(stripe.subscriptions.update(id, { cancel_at_period_end: true }));
  expect(refusal.message).toBe(
    `The subscription is managed by the subscription schedule \`${schedule.id}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
  );
  await moveTo("2026-04-16T00:00:00Z");
  await stripe.subscriptions.update(id, { items: [{ id: item, quantity: 3 }] });
  const after = await stripe.subscriptionSchedules.retrieve(schedule.id);
  expect(after.phases.map(({ items }) => items[0]?.quantity)).toEqual([3, 1]);
  await moveTo("2026-05-01T00:00:01Z");
  expect(amountsOf(await latestInvoice(stripe, id))).toEqual([-1500, 4500, 1000]);
});

test("a phase in the middle of a period is prorated as it says", async () => {
  const { stripe, id, schedule, big, small, moveTo } = await downgrade();
  const [phase] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: seconds("2026-04-16T00:00:00Z"),
        items: [{ price: big }],
      },
      { items: [{ price: small }], proration_behavior: "always_invoice" },
    ],
  });
  await moveTo("2026-04-16T00:00:00Z");
  expect(amountsOf(await latestInvoice(stripe, id))).toEqual([-1500, 500]);
  expect((await stripe.subscriptions.retrieve(id)).items.data[0]?.price.id).toBe(small);
});

test("what is said differently of the running phase takes effect at once", async () => {
  const { stripe, id, schedule, small, moveTo } = await downgrade();
  const [phase] = schedule.phases;
  await moveTo("2026-04-16T00:00:00Z");
  await stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price: small }],
      },
    ],
    proration_behavior: "always_invoice",
  });
  expect(amountsOf(await latestInvoice(stripe, id))).toEqual([-1500, 500]);
});

test("the start of the running phase cannot be changed, nor left out", async () => {
  const { stripe, schedule, big } = await downgrade();
  const phases = (first: object) => [{ items: [{ price: big }], ...first }];
  const update = (first: object) =>
    refused(stripe.subscriptionSchedules.update(schedule.id, { phases: phases(first) }));
  expect((await update({ start_date: seconds("2026-04-02T00:00:00Z") })).message).toBe(
    "You can not modify the start date of the current phase.",
  );
  expect((await update({})).param).toBe("phases[0][start_date]");
});

test("a schedule that ends by cancelling says so on the subscription, and cancels", async () => {
  const { stripe, id, schedule, moveTo } = await downgrade();
  await stripe.subscriptionSchedules.update(schedule.id, { end_behavior: "cancel" });
  expect((await stripe.subscriptions.retrieve(id)).cancel_at).toBe(seconds("2026-06-01T00:00:00Z"));
  await moveTo("2026-05-01T00:00:01Z");
  await moveTo("2026-06-01T00:00:01Z");
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("canceled");
  expect((await stripe.subscriptionSchedules.retrieve(schedule.id)).status).toBe("completed");
});

test("cancelling a schedule, or its subscription, ends both", async () => {
  const one = await downgrade();
  await one.stripe.subscriptionSchedules.cancel(one.schedule.id);
  expect((await one.stripe.subscriptions.retrieve(one.id)).status).toBe("canceled");
  const two = await downgrade();
  await two.stripe.subscriptions.cancel(two.id);
  expect((await two.stripe.subscriptionSchedules.retrieve(two.schedule.id)).status).toBe(
    "canceled",
  );
  expect((await refused(two.stripe.subscriptionSchedules.cancel(two.schedule.id))).message).toBe(
    "You cannot cancel a subscription schedule that is currently in the `canceled` status. It must be in `not_started, active` status to be canceled.",
  );
});

test("a plain schedule begins its subscription now or on its day", async () => {
  const { stripe, moveTo } = await startAt(start);
  const [customer, price] = [await customerWithCard(stripe), await priceOf(stripe, 2000)];
  const now = await stripe.subscriptionSchedules.create({
    customer,
    start_date: "now",
    phases: [
      { items: [{ price, quantity: 2 }], duration: { interval: "month", interval_count: 2 } },
    ],
  });
  expect(now).toMatchObject({ status: "active", subscription: expect.stringMatching(/^sub_/) });
  const later = await stripe.subscriptionSchedules.create({
    customer,
    start_date: seconds("2026-04-20T00:00:00Z"),
    phases: [{ items: [{ price }] }],
  });
  expect(later).toMatchObject({ status: "not_started", subscription: null });
  await moveTo("2026-04-20T00:00:01Z");
  const begun = await stripe.subscriptionSchedules.retrieve(later.id, { expand: ["subscription"] });
  expect(begun).toMatchObject({ status: "active", subscription: { status: "active" } });
});

test("discounts of a phase begin with it, and those that it does not name end", async () => {
  const { stripe, id, schedule, big, small, moveTo } = await downgrade();
  const { id: coupon } = await stripe.coupons.create({ percent_off: 50, duration: "forever" });
  const [phase] = schedule.phases;
  await stripe.subscriptionSchedules.update(schedule.id, {
    phases: [
      {
        start_date: phase?.start_date ?? 0,
        end_date: phase?.end_date ?? 0,
        items: [{ price: big }],
      },
      { items: [{ price: small }], discounts: [{ coupon }] },
      { items: [{ price: big }] },
    ],
  });
  expect((await stripe.invoices.createPreview({ subscription: id })).total).toBe(500);
  await moveTo("2026-05-01T00:00:01Z");
  expect((await latestInvoice(stripe, id)).total).toBe(500);
  await moveTo("2026-06-01T00:00:01Z");
  expect((await latestInvoice(stripe, id)).total).toBe(3000);
});

test("other phases are previewed without being made", async () => {
  const { stripe, schedule, big } = await downgrade();
  const [phase] = schedule.phases;
  const preview = await stripe.invoices.createPreview({
    schedule: schedule.id,
    schedule_details: {
      phases: [
        {
          start_date: phase?.start_date ?? 0,
          end_date: phase?.end_date ?? 0,
          items: [{ price: big }],
        },
        { items: [{ price: big, quantity: 2 }] },
      ],
    },
  });
  expect(preview.total).toBe(6000);
  expect((await stripe.invoices.createPreview({ schedule: schedule.id })).total).toBe(1000);
});
