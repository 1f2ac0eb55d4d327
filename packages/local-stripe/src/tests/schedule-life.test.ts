import { expect, test } from "vitest";
import { downgrade, seconds, start } from "./downgrade.ts";
import { refused } from "./local.ts";
import {
  amountsOf,
  customerWithCard,
  latestInvoice,
  priceOf,
  startAt,
  subscribe,
} from "./running.ts";

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
