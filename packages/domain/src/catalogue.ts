/** A plan and its prices, as customers see them. Amounts are integers in the currency's minor unit. */
export type Plan = {
  key: string;
  name: string;
  description: string;
  features: string[];
  /** Ascending: a plan with a higher rank is an upgrade. */
  rank: number;
  /** Days that are free at first, once for each account and card; 0: none. */
  trialDays: number;
  /** How many seats one subscription may have; 1: it is not sold by the seat. */
  maxSeats: number;
  prices: Price[];
};

export type Interval = "month" | "year";

export type Price = {
  /** Idem's own id, equal to the price's `lookup_key` at Stripe, e.g. `plus_year_usd`. */
  id: string;
  planKey: string;
  interval: Interval;
  /** ISO 4217, lower case as Stripe writes it. */
  currency: string;
  unitAmount: number;
};

/** A price that can be bought: what the catalogue shows plus what Stripe calls it. */
export type SellablePrice = Price & {
  planName: string;
  trialDays: number;
  maxSeats: number;
  stripePriceId: string;
  stripeProductId: string;
};
