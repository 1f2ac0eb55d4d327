import type { Currency, Interval, PlanKey } from "./life.ts";

/** What the demo plans cost by the month and by the year, in minor units: copied by hand, so that it is nobody's word but ours. */
const table: Record<PlanKey, Record<Currency, Record<Interval, number>>> = {
  starter: {
    usd: { month: 800, year: 8_000 },
    eur: { month: 800, year: 8_000 },
    jpy: { month: 1_200, year: 12_000 },
  },
  plus: {
    usd: { month: 2_000, year: 19_200 },
    eur: { month: 1_900, year: 18_240 },
    jpy: { month: 3_000, year: 28_800 },
  },
  enterprise: {
    usd: { month: 9_900, year: 99_000 },
    eur: { month: 9_500, year: 95_000 },
    jpy: { month: 15_000, year: 150_000 },
  },
};

export type Price = { plan: PlanKey; interval: Interval; currency: Currency };

export const amountOf = ({ plan, interval, currency }: Price): number =>
  table[plan][currency][interval];

export const priceIdOf = ({ plan, interval, currency }: Price): string =>
  `${plan}_${interval}_${currency}`;

const ladder: readonly PlanKey[] = ["starter", "plus", "enterprise"];

export function planBeside(plan: PlanKey, step: 1 | -1): PlanKey {
  const next = ladder[ladder.indexOf(plan) + step];
  if (next === undefined)
    throw new RangeError(`There is no plan ${step > 0 ? "above" : "below"} ${plan}.`);
  return next;
}
