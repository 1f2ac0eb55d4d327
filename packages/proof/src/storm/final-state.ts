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
    subscription: subscription && ordered(withoutMemory(subscription)),
    checkouts: checkouts.map(({ id, status, isRetired }) => `${id} ${status} ${isRetired}`),
    effects: effects
      .map(({ slot, generation, outcome }) => `${slot} #${generation} ${outcome ?? "unknown"}`)
      .toSorted(),
    stripe,
  });
}

/** Which schedule was seen last is what we happened to see, and not what Stripe has: a look may come after its release. */
const withoutMemory = ({ lastScheduleId: _, ...subscription }: Subscription) => subscription;

const ordered = (row: object): unknown[] =>
  Object.entries(row).toSorted(([a], [b]) => (a < b ? -1 : 1));
