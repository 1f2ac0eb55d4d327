import { monthsAfter } from "./calendar.ts";
import type { Interval } from "./life.ts";

/**
 * What an account must be charged: worked out from what it did and when, by Stripe's documented rules and by nothing that
 * Stripe, or the product, has said.
 *
 * - A period begins at the anchor's day of the month, or on the last day of a shorter one; its price is due at its beginning.
 * - A change that counts now gives back the unused share of what was charged for the running period, and charges the same
 *   share of the new price; each by the second, rounded to the nearest minor unit, on one invoice of that moment
 *   (docs.stripe.com/billing/subscriptions/prorations). Another interval begins a new period then, in full.
 * - A planned change counts from the next period on. A discount comes off what is charged, halves rounded up, until its
 *   end. One that is set to end has no invoice at its end.
 * - What fails is tried again 3, 5 and 7 days after the try before; the same invoice is paid in the end.
 */
export type Bill = {
  currency: string;
  invoices: ExpectedInvoice[];
  terms: Terms | null;
  discountEndMs: number;
  /** Since when charges fail; `null`: they go through. */
  brokenSinceMs: number | null;
  /** Nobody will repair the card: Stripe gives up after its last try, and ends the subscription. */
  isForGood: boolean;
};

export type ExpectedInvoice = { atMs: number; total: number; paidAtMs: number | null };

type Terms = {
  anchorMs: number;
  interval: Interval;
  price: number;
  /** From the next period on. */
  planned: number | null;
  period: { startMs: number; endMs: number; charged: number };
  endsAtMs: number | null;
};

const dayMs = 86_400_000;
const lastTryDay = 15;
const retryDays = [3, 8, lastTryDay];

export const newBill = (currency: string): Bill => ({
  currency,
  invoices: [],
  terms: null,
  discountEndMs: 0,
  brokenSinceMs: null,
  isForGood: false,
});

export type Start = { atMs: number; interval: Interval; price: number };

/** A subscription begins, with its first invoice. */
export function begin(bill: Bill, { atMs, interval, price }: Start): void {
  bill.terms = {
    anchorMs: atMs,
    interval,
    price,
    planned: null,
    period: { startMs: atMs, endMs: atMs, charged: 0 },
    endsAtMs: null,
  };
  bill.brokenSinceMs = null;
  bill.isForGood = false;
  beginPeriod(bill, bill.terms);
}

/** Time passes: every renewal until then is due at its own moment. */
export function passTo(bill: Bill, untilMs: number): void {
  for (;;) {
    const { terms } = bill;
    if (terms === null) return;
    const { endMs } = terms.period;
    if (terms.endsAtMs !== null && terms.endsAtMs <= Math.min(endMs, untilMs)) {
      bill.terms = null;
      return;
    }
    if (endMs > untilMs) return;
    terms.price = terms.planned ?? terms.price;
    terms.planned = null;
    beginPeriod(bill, terms);
  }
}

function beginPeriod(bill: Bill, terms: Terms): void {
  const startMs = terms.period.endMs;
  const step = terms.interval === "year" ? 12 : 1;
  let nth = 1;
  while (monthsAfter(terms.anchorMs, nth * step) <= startMs) nth += 1;
  const charged = reduced(bill, terms.price, startMs);
  terms.period = { startMs, endMs: monthsAfter(terms.anchorMs, nth * step), charged };
  invoice(bill, startMs, charged);
  if (bill.isForGood) terms.endsAtMs = startMs + lastTryDay * dayMs;
}

/** A bigger plan from this moment on. */
export function changeNow(bill: Bill, atMs: number, price: number): void {
  const terms = running(bill);
  const { startMs, endMs, charged } = terms.period;
  const share = (amount: number) => Math.round((amount * (endMs - atMs)) / (endMs - startMs));
  const rest = share(reduced(bill, price, atMs));
  invoice(bill, atMs, rest - share(charged));
  terms.price = price;
}

/** From months to years, from this moment on. */
export function changeToYear(bill: Bill, atMs: number, price: number): void {
  const terms = running(bill);
  const { startMs, endMs, charged } = terms.period;
  const credit = Math.round((charged * (endMs - atMs)) / (endMs - startMs));
  bill.terms = {
    ...terms,
    anchorMs: atMs,
    interval: "year",
    price,
    period: { startMs: atMs, endMs: monthsAfter(atMs, 12), charged: reduced(bill, price, atMs) },
  };
  invoice(bill, atMs, reduced(bill, price, atMs) - credit);
}

export function planChange(bill: Bill, price: number): void {
  running(bill).planned = price;
}

/** Ends with the running period, or goes on after all. */
export function setEnding(bill: Bill, isEnding: boolean): void {
  const terms = running(bill);
  terms.endsAtMs = isEnding ? terms.period.endMs : null;
}

export function endNow(bill: Bill): void {
  bill.terms = null;
}

export function breakCard(bill: Bill, atMs: number, isForGood: boolean): void {
  bill.brokenSinceMs = atMs;
  bill.isForGood = isForGood;
}

/** The customer pays what is open by hand. */
export function payOpen(bill: Bill, atMs: number): void {
  for (const one of bill.invoices) one.paidAtMs ??= atMs;
  bill.brokenSinceMs = null;
}

/** The card works again: the next try goes through. */
export function repairCard(bill: Bill, atMs: number): void {
  for (const one of bill.invoices) {
    const tries = retryDays.map((days) => one.atMs + days * dayMs);
    one.paidAtMs ??= tries.find((tryMs) => tryMs > atMs) ?? null;
  }
  bill.brokenSinceMs = null;
}

function invoice(bill: Bill, atMs: number, total: number): void {
  const paidAtMs = bill.brokenSinceMs === null ? atMs : null;
  bill.invoices.push({ atMs, total, paidAtMs });
}

const reduced = ({ discountEndMs }: Bill, price: number, atMs: number): number =>
  atMs < discountEndMs ? price - Math.floor((price * 20 + 50) / 100) : price;

function running({ terms }: Bill): Terms {
  if (terms === null) throw new Error("Nothing runs that could be changed.");
  return terms;
}
