import type Stripe from "stripe";
import { expect, test } from "vitest";
import {
  advance,
  dateOf,
  day,
  eventsSince,
  giveCard,
  invoicesOf,
  openOnClock,
  subscribe,
} from "./clocks.ts";
import { type Local, startLocal } from "./local.ts";

type Month = { due: string; total: number; paid: string };

/**
 * What thirteen months must come to, worked out by hand: $30.00 a month from 31 January on, 25 % off for
 * the first three months, $40.00 of credit given in May, and a card that fails in August and is replaced
 * four days later, after one retry.
 */
const months: Month[] = [
  { due: "2031-01-31", total: 2250, paid: "2031-01-31" },
  { due: "2031-02-28", total: 2250, paid: "2031-02-28" },
  { due: "2031-03-31", total: 2250, paid: "2031-03-31" },
  { due: "2031-04-30", total: 3000, paid: "2031-04-30" },
  { due: "2031-05-31", total: 3000, paid: "2031-05-31" },
  { due: "2031-06-30", total: 3000, paid: "2031-06-30" },
  { due: "2031-07-31", total: 3000, paid: "2031-07-31" },
  { due: "2031-08-31", total: 3000, paid: "2031-09-04" },
  { due: "2031-09-30", total: 3000, paid: "2031-09-30" },
  { due: "2031-10-31", total: 3000, paid: "2031-10-31" },
  { due: "2031-11-30", total: 3000, paid: "2031-11-30" },
  { due: "2031-12-31", total: 3000, paid: "2031-12-31" },
  { due: "2032-01-31", total: 3000, paid: "2032-01-31" },
  { due: "2032-02-29", total: 3000, paid: "2032-02-29" },
];

const sum = (amounts: number[]) => amounts.reduce((left, right) => left + right, 0);

/** Each sum twice: from the invoice's own totals, and from what they are made of. */
function checkSums(invoice: Stripe.Invoice): void {
  const lines = invoice.lines.data;
  const subtotal = sum(lines.map(({ amount }) => amount));
  const off = sum(lines.flatMap((line) => (line.discount_amounts ?? []).map((d) => d.amount)));
  expect(invoice.subtotal).toBe(subtotal);
  expect(invoice.subtotal).toBe(sum(lines.map((line) => (line.quantity ?? 0) * 3000)));
  expect(sum((invoice.total_discount_amounts ?? []).map(({ amount }) => amount))).toBe(off);
  expect(invoice.total).toBe(subtotal - off);
  expect(invoice.amount_due).toBe(Math.max(invoice.total + invoice.starting_balance, 0));
  expect(invoice.ending_balance).toBe(Math.min(invoice.total + invoice.starting_balance, 0));
  expect(invoice.amount_paid + invoice.amount_remaining).toBe(invoice.amount_due);
}

async function live({ stripe, control }: Local) {
  const shop = await openOnClock(stripe, "2031-01-31", { unitAmount: 3000 });
  const coupon = await stripe.coupons.create({
    percent_off: 25,
    duration: "repeating",
    duration_in_months: 3,
  });
  const { id } = await subscribe(stripe, shop, { discounts: [{ coupon: coupon.id }] });
  const to = (date: string) => advance(stripe, shop.clock, day(date));
  await to("2031-03-15");
  await to("2031-05-10");
  await stripe.customers.update(shop.customer, { balance: -4000 });
  await to("2031-07-01");
  await to("2031-08-15");
  await control(`customers/${shop.customer}/cards`, { like: "4000000000009995" });
  await to("2031-09-04");
  expect((await stripe.subscriptions.retrieve(id)).status).toBe("past_due");
  await giveCard(stripe, shop.customer, "pm_card_visa");
  await stripe.invoices.pay((await invoicesOf(stripe, id)).at(-1)?.id ?? "");
  for (const date of ["2031-11-01", "2031-12-31", "2032-02-29"]) await to(date);
  return { id, customer: shop.customer };
}

test("thirteen months on one clock: each invoice on its day, every sum to the cent, told once", async () => {
  const local = await startLocal();
  const { stripe } = local;
  const { id, customer } = await live(local);
  const invoices = await invoicesOf(stripe, id);
  expect(
    invoices.map((invoice) => ({
      due: dateOf(invoice.created),
      total: invoice.total,
      paid: dateOf(invoice.status_transitions.paid_at),
    })),
  ).toEqual(months);
  for (const invoice of invoices) checkSums(invoice);

  // Periods follow one another without a gap, from the first day to the end of the last.
  const periods = invoices.map(({ lines }) => lines.data[0]?.period);
  for (const [at, period] of periods.entries()) {
    expect(period?.start).toBe(at === 0 ? day("2031-01-31") : periods[at - 1]?.end);
  }
  expect(dateOf(periods.at(-1)?.end)).toBe("2032-03-31");
  expect(invoices.map(({ number }) => number?.slice(-4))).toEqual(
    months.map((_, at) => String(at + 1).padStart(4, "0")),
  );

  // The card's money and the credit together are what the invoices ask for: counted from both ends.
  const charges = await stripe.charges.list({ customer, limit: 100 });
  const charged = sum(charges.data.filter(({ paid }) => paid).map(({ amount }) => amount));
  const transactions = await stripe.customers.listBalanceTransactions(customer, { limit: 100 });
  const credited = sum(
    transactions.data.filter(({ type }) => type === "applied_to_invoice").map((t) => t.amount),
  );
  expect(credited).toBe(4000);
  expect(charged + credited).toBe(sum(months.map(({ total }) => total)));
  expect(sum(invoices.map(({ amount_paid: paid }) => paid))).toBe(charged);

  const events = await eventsSince(stripe);
  const paidTwice = events
    .filter((event) => event.type === "invoice.paid")
    .map((event) => ("id" in event.data.object ? event.data.object.id : ""));
  expect(paidTwice.sort()).toEqual(invoices.map((invoice) => invoice.id).sort());
  expect(events.filter(({ type }) => type === "invoice.payment_failed")).toHaveLength(2);
  expect(await stripe.subscriptions.retrieve(id)).toMatchObject({
    status: "active",
    discounts: [],
  });
});
