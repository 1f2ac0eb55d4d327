import type { SubscriptionTruth } from "../truth.ts";
import type { ChartedCustomer } from "./chart.ts";

export type Survivor = {
  survivor: ChartedCustomer;
  others: readonly ChartedCustomer[];
  /** What decided, as people can read it. */
  why: string;
};

/**
 * Which of several customers stays. A total order on what Stripe says and on nothing else, so that two machines choose
 * alike, and the same tomorrow: live and paid first, then the most paid invoices, then a credit and a way to pay, then the
 * oldest, then the id.
 *
 * "The newest row", which the usual clean-up script keeps, may be the one that nobody has paid for.
 */
export function chooseSurvivor(customers: readonly ChartedCustomer[]): Survivor | null {
  const [survivor, ...others] = customers.toSorted(bySeniority);
  if (survivor === undefined) return null;
  const [next] = others;
  return {
    survivor,
    others,
    why: next === undefined ? "It is the only one." : whyBefore(survivor, next),
  };
}

/** Who stays is chosen among those that are proved to be the account's: a stranger neither stays nor goes. */
export const provenOf = (customers: readonly ChartedCustomer[]): ChartedCustomer[] =>
  customers.filter(({ isProven }) => isProven);

type Criterion = { rank: (customer: ChartedCustomer) => number; why: string };

/** Higher is better. */
const criteria: readonly Criterion[] = [
  { rank: liveness, why: "It has the subscription that lives and is paid." },
  { rank: ({ paidInvoices }) => paidInvoices ?? 0, why: "It has the most paid invoices." },
  { rank: ({ balance }) => Math.max(0, -balance), why: "It has the larger credit." },
  { rank: ({ hasPaymentMethod }) => Number(hasPaymentMethod), why: "It has a way to pay." },
  { rank: ({ createdAtMs }) => -createdAtMs, why: "It is the oldest." },
];

function bySeniority(a: ChartedCustomer, b: ChartedCustomer): number {
  for (const { rank } of criteria) {
    const difference = rank(b) - rank(a);
    if (difference !== 0) return difference;
  }
  return a.id < b.id ? -1 : 1;
}

const whyBefore = (first: ChartedCustomer, second: ChartedCustomer): string =>
  criteria.find(({ rank }) => rank(first) !== rank(second))?.why ?? "All else is equal: by its id.";

function liveness({ subscriptions }: ChartedCustomer): number {
  return Math.max(0, ...subscriptions.map(livenessOf));
}

function livenessOf({ status, firstPaidAtMs }: SubscriptionTruth): number {
  switch (status) {
    case "active":
      return firstPaidAtMs === null ? 4 : 5;
    // Paid before, and being asked for again: more than a trial that nobody has ever paid for.
    case "past_due":
      return firstPaidAtMs === null ? 1 : 3;
    case "trialing":
      return 2;
    case "unpaid":
    case "paused":
      return 1;
    case "canceled":
    case "incomplete":
    case "incomplete_expired":
      return 0;
  }
}
