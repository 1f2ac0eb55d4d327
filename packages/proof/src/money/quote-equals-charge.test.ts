import fc from "fast-check";
import type Stripe from "stripe";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { customersOf } from "../world/customers-of.ts";
import { signUp } from "../world/sign-up.ts";
import { type Ready, startReady } from "../world/start.ts";
import { startWorld, type World } from "../world/start-world.ts";
import { type Offer, offers, putOnSale } from "./offers.ts";

let world: World;
beforeAll(async () => {
  world = await startWorld({ webhooks: false });
});
afterAll(() => world.close());

type Sold = { offer: Offer; quote: Ready["quote"]; customer: string };

const invoicesOf = async (customer: string): Promise<Stripe.Invoice[]> =>
  (await world.stripe.invoices.list({ customer, limit: 100 })).data.toReversed();

/** Buys one offer and compares every amount on the way: shown, started, at Stripe, charged. */
async function sell(offer: Offer): Promise<Sold> {
  const choice = await putOnSale(world, offer);
  const person = await signUp(world.url);
  const shown = await person.client.checkout.quote.query(choice);
  if (shown.is !== "quoted") throw new Error(`Not quoted: ${shown.reason}.`);
  const started = await startReady(person, { ...choice, shownDueToday: shown.dueToday });
  expect(started.quote).toEqual(withoutTag(shown));
  const session = await world.stripe.checkout.sessions.retrieve(started.sessionId);
  expect(session.amount_total).toBe(shown.dueToday);
  expect(session.currency).toBe(offer.currency);
  expect(session.total_details?.amount_discount).toBe(shown.discount);

  expect(await world.control.pay(started.sessionId)).toMatchObject({ outcome: "succeeded" });
  const [customer] = await customersOf(world.stripe, person.accountId);
  if (customer === undefined) throw new Error("A buyer has a customer.");
  const invoices = await invoicesOf(customer.id);
  expect(invoices).toMatchObject([
    { total: shown.dueToday, amount_paid: shown.dueToday, status: "paid" },
  ]);
  const charges = await world.stripe.charges.list({ customer: customer.id });
  expect(charges.data.map(({ amount }) => amount)).toEqual(
    shown.dueToday === 0 ? [] : [shown.dueToday],
  );

  await person.client.checkout.status.query({ sessionId: started.sessionId });
  const { subscription } = await person.client.billing.current.query();
  expect(subscription?.nextCharge?.amount).toBe(
    renewalAfter(shown, offer.interval === "month" ? 1 : 12),
  );
  return { offer, quote: started.quote, customer: customer.id };
}

const withoutTag = <T extends { is: "quoted" }>({ is: _is, ...quote }: T) => quote;

/** What the quote promises for a renewal that many months after the purchase. */
const renewalAfter = ({ recurring }: Ready["quote"], months: number): number =>
  recurring.discountMonths === null || months < recurring.discountMonths
    ? recurring.discountedAmount
    : recurring.amount;

const plain = { currency: "usd", interval: "month", unitAmount: 1_999, quantity: 1 } as const;
const examples: Offer[] = [
  { ...plain, coupon: null },
  { ...plain, coupon: { off: { percent: 50 }, lasts: "once" } },
  { ...plain, unitAmount: 10_001, coupon: { off: { percent: 33.33 }, lasts: { months: 3 } } },
  { ...plain, quantity: 3, coupon: { off: { percent: 33.33 }, lasts: "once" } },
  { ...plain, quantity: 3, coupon: { off: { amount: 5_000 }, lasts: { months: 2 } } },
  { ...plain, coupon: { off: { percent: 100 }, lasts: "forever" } },
  { ...plain, coupon: { off: { amount: 5_000 }, lasts: "forever" } },
  { ...plain, currency: "eur", interval: "year", coupon: { off: { amount: 900 }, lasts: "once" } },
  { ...plain, currency: "jpy", coupon: { off: { percent: 12.5 }, lasts: { months: 1 } } },
  {
    ...plain,
    currency: "kwd",
    unitAmount: 12_340,
    coupon: { off: { percent: 66.67 }, lasts: "forever" },
  },
];

describe("G2: what is charged is what was shown, to the cent", () => {
  const sold: Sold[] = [];

  it("G2: over all kinds of coupons, intervals and currencies, quote = session = invoice = charge", async () => {
    await fc.assert(
      fc.asyncProperty(offers, async (offer) => {
        sold.push(await sell(offer));
      }),
      { numRuns: 60, examples: examples.map((offer) => [offer]), endOnFailure: true },
    );
  });

  it("G2: and a year of renewals costs what the quote said it would, month by month", async () => {
    const startsAtMs = await world.control.nowMs();
    for (let month = 1; month <= 12; month++) {
      const due = new Date(startsAtMs);
      due.setUTCMonth(due.getUTCMonth() + month);
      await world.control.advanceClock(due.getTime() + 60_000 - (await world.control.nowMs()));
    }
    for (const { offer, quote, customer } of sold) {
      const totals = (await invoicesOf(customer)).slice(1).map(({ total }) => total);
      const months =
        offer.interval === "month" ? Array.from({ length: 12 }, (_, index) => index + 1) : [12];
      expect({ offer, totals }).toEqual({
        offer,
        totals: months.map((month) => renewalAfter(quote, month)),
      });
    }
  });

  it.each([
    ["no code", 14, null],
    ["a code for the first payment", 14, { off: { percent: 33.33 }, lasts: "once" }],
    ["one for as long as a month", 14, { off: { percent: 50 }, lasts: { months: 1 } }],
    ["one that is over before the trial is", 40, { off: { percent: 50 }, lasts: { months: 1 } }],
    ["one for ever", 14, { off: { amount: 700 }, lasts: "forever" }],
  ] as const)(
    "G2: after a trial with %s, the first charge is the one that was shown",
    async (_name, days, coupon) => {
      const choice = await putOnSale(world, { ...plain, quantity: 3, coupon }, days);
      const person = await signUp(world.url);
      const { quote, sessionId } = await startReady(person, choice);
      expect(quote).toMatchObject({ dueToday: 0, trial: { days } });
      await world.control.pay(sessionId);
      await person.client.checkout.status.query({ sessionId });
      // All of these pay with one card, and whose trial it is does not matter here.
      await world.prisma.trialUse.deleteMany();
      const { subscription } = await person.client.billing.current.query();
      expect(subscription?.nextCharge?.amount).toBe(quote.trial?.firstCharge);
      await world.control.advanceClock(days * 86_400_000 + 60_000);
      const [customer] = await customersOf(world.stripe, person.accountId);
      const totals = (await invoicesOf(customer?.id ?? "")).map(({ total }) => total);
      expect(totals).toEqual([0, quote.trial?.firstCharge]);
    },
  );

  it("G2, negative control: rounding the total instead of the discount is a cent off Stripe’s charge", async () => {
    const { quote } = await sell({ ...plain, coupon: { off: { percent: 50 }, lasts: "once" } });
    const roundedTotal = Math.round(plain.unitAmount * (1 - 50 / 100));
    expect(roundedTotal - quote.dueToday).toBe(1);
  });
});
