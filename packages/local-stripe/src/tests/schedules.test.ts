import { expect, test } from "vitest";
import { downgrade, seconds } from "./downgrade.ts";
import { amountsOf, eventsOf, latestInvoice, linesOf, priceOf } from "./running.ts";

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
