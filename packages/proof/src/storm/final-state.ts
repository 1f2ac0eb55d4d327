import type { Customer, Subscription } from "@idem/domain";

/** Everything that billing keeps about an account, and what Stripe has in the end: without times and without the log. */
export type FinalState = {
  customer: Customer | null;
  subscription: Subscription | null;
  checkouts: readonly { id: string; status: string; isRetired: boolean }[];
  effects: readonly { slot: string; generation: number; outcome: string | null }[];
  stripe: readonly string[];
};

/** As one line, the same for the same state. */
export function describeState(state: FinalState): string {
  const { customer, subscription, checkouts, effects, stripe } = state;
  return JSON.stringify({
    customer: customer && ordered(customer),
    subscription: subscription && ordered(subscription),
    checkouts: checkouts.map(({ id, status, isRetired }) => `${id} ${status} ${isRetired}`),
    effects: effects
      .map(({ slot, generation, outcome }) => `${slot} #${generation} ${outcome ?? "unknown"}`)
      .toSorted(),
    stripe,
  });
}

const ordered = (row: Customer | Subscription): unknown[] =>
  Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1));
