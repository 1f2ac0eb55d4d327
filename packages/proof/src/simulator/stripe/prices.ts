import type { SellablePrice } from "@idem/domain";

const plus = { planKey: "plus", planName: "Plus", stripeProductId: "prod_plus" };
const pro = { planKey: "pro", planName: "Pro", stripeProductId: "prod_pro" };

/** What is sold; one of them is free at first. */
export const prices: readonly SellablePrice[] = [
  { ...plus, id: "plus_month_usd", interval: "month", currency: "usd", unitAmount: 1_900 },
  { ...plus, id: "plus_year_usd", interval: "year", currency: "usd", unitAmount: 19_195 },
  {
    ...pro,
    id: "pro_month_usd",
    interval: "month",
    currency: "usd",
    unitAmount: 4_900,
    trialDays: 14,
  },
  { ...pro, id: "pro_month_eur", interval: "month", currency: "eur", unitAmount: 4_700 },
].map(
  (price): SellablePrice => ({
    trialDays: 0,
    maxSeats: 1,
    ...price,
    interval: price.interval === "year" ? "year" : "month",
    stripePriceId: `price_${price.id}`,
  }),
);

/** What people type: none, codes that differ in what they take off, one that nobody knows, and one that takes off the same. */
export const typedCodes = [null, "SAVE20", "ONCE", "FREE", "NOPE", "ALSO20"] as const;
