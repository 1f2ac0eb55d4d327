import { discountOn } from "./discount.ts";
import type { Money } from "./money.ts";
import type { Subscription } from "./subscription.ts";

/**
 * Monthly recurring revenue: what a subscription brings in a month, in minor units, as it stands now.
 *
 * - *Rounding.* What is charged each period (price × quantity − the discount it bears) is whole minor units already; a
 *   year's twelfth is rounded half up to whole minor units, once, here. Everything else — movements, totals, months —
 *   adds and subtracts these integers, so it adds up to the cent, and is at most half a minor unit a subscription away
 *   from the twelfth.
 * - *Discounts* count for as long as Stripe keeps them on the subscription: one for three months ends with an expansion.
 * - *Trials* are 0 until they are paid for. *Past due* counts in full: it is served, and Stripe is still collecting; if
 *   it is lost, it churns on the day on which it is given up. Unpaid, paused and ended ones are 0. One that is set to
 *   end counts until it does.
 * - Not counted: credits, refunds, taxes and prorations, which are not recurring.
 *
 * A function of what our row says and of nothing else, not even the time: so it changes only when the row is written.
 */
export function mrrOf(subscription: Subscription): Money {
  const { currency, interval, unitAmount, quantity, discount } = subscription;
  if (!isEarning(subscription)) return { amount: 0, currency };
  const price = unitAmount * quantity;
  const charged = price - (discount === null ? 0 : discountOn(price, discount.off));
  const yearly = charged * (periodsInYear.get(interval) ?? 0);
  return { amount: Math.floor((yearly + 6) / 12), currency };
}

function isEarning({ status }: Subscription): boolean {
  switch (status) {
    case "active":
    case "past_due":
      return true;
    case "trialing":
    case "unpaid":
    case "paused":
    case "canceled":
    case "incomplete":
    case "incomplete_expired":
      return false;
  }
}

/** Stripe's intervals, API 2026-10-28. One that is not here earns nothing until somebody has said what it is worth. */
const periodsInYear: ReadonlyMap<string, number> = new Map([
  ["day", 365],
  ["week", 52],
  ["month", 12],
  ["year", 1],
]);
