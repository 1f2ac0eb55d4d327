import type { Interval, Plan, Price } from "@idem/domain";

export type Offer = { plan: Plan; price: Price | null };

/** Every plan with its price in that period and currency, lowest rank first. */
export const offersOf = (plans: Plan[], interval: Interval, currency: string): Offer[] =>
  plans.map((plan) => ({ plan, price: priceOf(plan, interval, currency) }));

export const priceOf = (plan: Plan, interval: Interval, currency: string): Price | null =>
  plan.prices.find((price) => price.interval === interval && price.currency === currency) ?? null;

/** Currencies of the catalogue in its own order, each once. */
export const currenciesOf = (plans: Plan[]): string[] => [
  ...new Set(plans.flatMap((plan) => plan.prices.map((price) => price.currency))),
];

/** What a plan's yearly price saves against twelve months, as a whole percentage rounded down; 0 if nothing. */
export function savingPercent(plan: Plan, currency: string): number {
  const monthly = priceOf(plan, "month", currency);
  const yearly = priceOf(plan, "year", currency);
  if (monthly === null || yearly === null || monthly.unitAmount === 0) return 0;
  return Math.max(0, Math.floor(100 - (yearly.unitAmount * 100) / (monthly.unitAmount * 12)));
}

/** Where nobody has chosen a currency yet. */
export const defaultCurrency = "usd";

/** The price with that id; or, when the id names a plan, its first price in the default currency or else in any. */
export function findPrice(plans: Plan[], id: string): { plan: Plan; price: Price } | null {
  for (const plan of plans) {
    const price =
      plan.prices.find((one) => one.id === id) ?? (plan.key === id ? firstPrice(plan) : undefined);
    if (price !== undefined) return { plan, price };
  }
  return null;
}

const firstPrice = ({ prices }: Plan): Price | undefined =>
  prices.find(({ currency }) => currency === defaultCurrency) ?? prices[0];
