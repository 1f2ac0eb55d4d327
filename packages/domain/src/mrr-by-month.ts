import { type MovementKind, movementKinds, movementSigns } from "./mrr-movement.ts";

/** A calendar month in UTC, e.g. `2026-11`. */
export type Month = string;

/** What moved in a month, in minor units: the sum over all accounts. */
export type MrrTotal = { month: Month; currency: string; kind: MovementKind; amount: number };

/** starting + new + expansion + reactivation − contraction − churn = ending, and each starts where the last has ended. */
export type MrrMonth = {
  month: Month;
  currency: string;
  starting: number;
  ending: number;
} & Record<MovementKind, number>;

/**
 * All months of each currency from its first movement to `until`, quiet ones too; by currency, the earliest first.
 * `totals` must reach back to the first movement: what a month starts with is the sum of all before it.
 */
export function mrrByMonth(totals: readonly MrrTotal[], until: Month): MrrMonth[] {
  const byCurrency = Map.groupBy(totals, ({ currency }) => currency);
  return [...byCurrency.keys()].toSorted().flatMap((currency) => {
    const own = byCurrency.get(currency) ?? [];
    const [first = until] = own.map(({ month }) => month).toSorted();
    let standing = 0;
    return monthsBetween(first, until).map((month) => {
      const moved = sumByKind(own.filter((total) => total.month === month));
      const starting = standing;
      standing += netOf(moved);
      return { month, currency, starting, ...moved, ending: standing };
    });
  });
}

export const monthOf = (atMs: number): Month => new Date(atMs).toISOString().slice(0, 7);

function monthsBetween(first: Month, last: Month): Month[] {
  const months: Month[] = [];
  for (let month = first; month <= last; month = nextMonth(month)) months.push(month);
  return months;
}

function nextMonth(month: Month): Month {
  const next = new Date(`${month}-01T00:00:00Z`);
  next.setUTCMonth(next.getUTCMonth() + 1);
  return monthOf(next.getTime());
}

function sumByKind(totals: readonly MrrTotal[]): Record<MovementKind, number> {
  const sums = { new: 0, expansion: 0, reactivation: 0, contraction: 0, churn: 0 };
  for (const { kind, amount } of totals) sums[kind] += amount;
  return sums;
}

const netOf = (moved: Record<MovementKind, number>): number =>
  movementKinds.reduce((sum, kind) => sum + movementSigns[kind] * moved[kind], 0);
