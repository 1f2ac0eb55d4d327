import fc from "fast-check";
import type Stripe from "stripe";
import { expect, test } from "vitest";
import { refused } from "./local.ts";
import { amountsOf, latestInvoice, linesOf, priceOf, startAt, subscribe } from "./running.ts";

const amount = fc.integer({ min: 1, max: 60_000 });
const seats = fc.integer({ min: 1, max: 40 });
const discount = fc.option(
  fc.oneof(
    fc.record({ percent_off: fc.integer({ min: 1, max: 99 }) }),
    fc.record({ amount_off: fc.integer({ min: 1, max: 3000 }) }),
  ),
);
const change = fc.record({
  from: amount,
  to: amount,
  seatsBefore: seats,
  seatsAfter: seats,
  interval: fc.constantFrom("month" as const, "year" as const),
  discount,
  added: discount,
  behaviour: fc.constantFrom("always_invoice" as const, "create_prorations" as const),
  /** Seconds from the beginning of the period to the change, and from the preview to the update. */
  wait: fc.integer({ min: 0, max: 27 * 86_400 }),
  pause: fc.integer({ min: 0, max: 3600 }),
});

async function couponOf(
  stripe: Stripe,
  drawn: { percent_off?: number; amount_off?: number } | null,
) {
  if (drawn === null) return [];
  const currency = drawn.amount_off === undefined ? {} : { currency: "usd" };
  const { id } = await stripe.coupons.create({ ...drawn, ...currency, duration: "forever" });
  return [{ coupon: id }];
}

test("a preview and the change with the same proration date agree to the cent, whatever the day, price, seats and discount", async () => {
  let nowSeconds = new Date("2026-01-31T11:22:33Z").getTime() / 1000;
  const { stripe, moveTo } = await startAt(nowSeconds);
  await fc.assert(
    fc.asyncProperty(change, async (drawn) => {
      const [before, after] = [
        await priceOf(stripe, drawn.from),
        await priceOf(stripe, drawn.to, drawn.interval),
      ];
      const { subscription, item } = await subscribe(stripe, before, {
        quantity: drawn.seatsBefore,
        discounts: await couponOf(stripe, drawn.discount),
      });
      nowSeconds += drawn.wait;
      await moveTo(nowSeconds);
      const items = [{ id: item, price: after, quantity: drawn.seatsAfter }];
      const billing = { items, proration_behavior: drawn.behaviour, proration_date: nowSeconds };
      const added = await couponOf(stripe, drawn.added);
      const discounts = added.length === 0 ? {} : { discounts: added };
      const preview = await stripe.invoices.createPreview({
        subscription: subscription.id,
        subscription_details: billing,
        ...discounts,
      });
      nowSeconds += drawn.pause;
      await moveTo(nowSeconds);
      await stripe.subscriptions.update(subscription.id, { ...billing, ...discounts });
      if (drawn.behaviour === "create_prorations" && drawn.interval === "month") {
        const current = await stripe.subscriptions.retrieve(subscription.id);
        nowSeconds = (current.items.data[0]?.current_period_end ?? 0) + 1;
        await moveTo(nowSeconds);
      }
      const invoice = await latestInvoice(stripe, subscription.id);
      expect(linesOf(invoice)).toEqual(linesOf(preview));
      expect([invoice.subtotal, invoice.total, invoice.amount_due]).toEqual([
        preview.subtotal,
        preview.total,
        preview.amount_due,
      ]);
      await stripe.subscriptions.cancel(subscription.id);
    }),
    { numRuns: 60 },
  );
}, 60_000);

test("no sequence of changes gives back more than was charged, and a change taken back at once costs nothing", async () => {
  let nowSeconds = new Date("2026-01-31T11:22:33Z").getTime() / 1000;
  const { stripe, moveTo } = await startAt(nowSeconds);
  const step = fc.record({ amount, seats, wait: fc.integer({ min: 0, max: 5 * 86_400 }) });
  await fc.assert(
    fc.asyncProperty(
      amount,
      fc.array(step, { minLength: 1, maxLength: 5 }),
      async (first, steps) => {
        const { subscription, item, customer } = await subscribe(
          stripe,
          await priceOf(stripe, first),
        );
        for (const { amount: next, seats: quantity, wait } of steps) {
          nowSeconds += wait;
          await moveTo(nowSeconds);
          const price = await priceOf(stripe, next);
          await stripe.subscriptions.update(subscription.id, {
            items: [{ id: item, price, quantity }],
          });
        }
        await stripe.subscriptions.cancel(subscription.id, { prorate: true });
        const items = await stripe.invoiceItems.list({ customer, limit: 100 });
        const moved = items.data.reduce((sum, { amount: part }) => sum + part, 0);
        expect(first + moved).toBeGreaterThanOrEqual(0);
        const atOnce = steps.every(({ wait }) => wait === 0);
        if (atOnce) expect(first + moved).toBe(0);
      },
    ),
    { numRuns: 25, examples: [[999, [{ amount: 2999, seats: 3, wait: 0 }]]] },
  );
}, 60_000);

test("a preview without a change is the renewal; one of an end is what waits, or nothing", async () => {
  const { stripe, moveTo } = await startAt("2026-04-01T00:00:00Z");
  const { subscription, item, customer } = await subscribe(stripe, await priceOf(stripe, 3000));
  await moveTo("2026-04-16T00:00:00Z");
  const next = await stripe.invoices.createPreview({ subscription: subscription.id });
  expect(next).toMatchObject({ total: 3000, billing_reason: "upcoming", customer });
  const details = { cancel_at_period_end: true };
  const preview = { subscription: subscription.id, subscription_details: details };
  expect(await refused(stripe.invoices.createPreview(preview))).toMatchObject({
    statusCode: 404,
    code: "invoice_upcoming_none",
  });
  await stripe.subscriptions.update(subscription.id, { items: [{ id: item, quantity: 2 }] });
  expect(amountsOf(await stripe.invoices.createPreview(preview))).toEqual([-1500, 3000]);
  const now = await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: { cancel_now: true },
  });
  expect(amountsOf(now)).toEqual([-1500, 3000, -3000]);
});

test("a preview changes nothing", async () => {
  const { stripe, control } = await startAt("2026-04-01T00:00:00Z");
  const { subscription, item } = await subscribe(stripe, await priceOf(stripe, 3000));
  const before = await control("state");
  await stripe.invoices.createPreview({
    subscription: subscription.id,
    subscription_details: {
      items: [{ id: item, quantity: 9 }],
      proration_behavior: "always_invoice",
    },
  });
  expect(await control("state")).toEqual(before);
});
