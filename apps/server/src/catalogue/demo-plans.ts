import type { CatalogueSource } from "@idem/stripe";

export type DemoPlan = CatalogueSource & {
  features: string[];
  rank: number;
  /** Free at first; left out: no day. */
  trialDays?: number;
  /** Sold by the seat, up to so many; left out: not. */
  maxSeats?: number;
};

/**
 * Plans in three currencies, one of them without decimals: one for nothing, one sold by the seat with a trial. Replace
 * them by your own and seed again.
 */
export const demoPlans: DemoPlan[] = [
  {
    key: "free",
    name: "Free",
    description: "For a look around, as long as you like.",
    features: ["1 project", "1,000 events a month"],
    rank: 0,
    prices: pricesOf("free", { usd: [0, 0], eur: [0, 0], jpy: [0, 0] }),
  },
  {
    key: "starter",
    name: "Starter",
    description: "For one person and a first product.",
    features: ["1 project", "10,000 events a month", "E-mail support"],
    rank: 1,
    prices: pricesOf("starter", { usd: [800, 8_000], eur: [800, 8_000], jpy: [1_200, 12_000] }),
  },
  {
    key: "plus",
    name: "Plus",
    description: "For a team that ships every day.",
    features: [
      "Unlimited projects",
      "1 million events a month",
      "Audit log",
      "Support within a day",
    ],
    rank: 2,
    prices: pricesOf("plus", { usd: [2_000, 19_200], eur: [1_900, 18_240], jpy: [3_000, 28_800] }),
  },
  {
    key: "team",
    name: "Team",
    description: "For as many people as you are.",
    features: ["Everything in Plus", "Seats for 1 to 50 people", "Roles for owners and billing"],
    rank: 3,
    trialDays: 14,
    maxSeats: 50,
    prices: pricesOf("team", { usd: [1_200, 11_520], eur: [1_100, 10_560], jpy: [1_800, 17_280] }),
  },
  {
    key: "enterprise",
    name: "Enterprise",
    description: "For companies with rules of their own.",
    features: [
      "Everything in Plus",
      "Unlimited events",
      "Single sign-on",
      "Support within an hour",
    ],
    rank: 4,
    prices: pricesOf("enterprise", {
      usd: [9_900, 99_000],
      eur: [9_500, 95_000],
      jpy: [15_000, 150_000],
    }),
  },
];

/** `[monthly, yearly]` by currency, in minor units. A price is called `plus_year_usd`, here and at Stripe. */
function pricesOf(key: string, amounts: Record<string, [month: number, year: number]>) {
  return Object.entries(amounts).flatMap(([currency, [month, year]]) => [
    { id: `${key}_month_${currency}`, interval: "month" as const, currency, unitAmount: month },
    { id: `${key}_year_${currency}`, interval: "year" as const, currency, unitAmount: year },
  ]);
}
