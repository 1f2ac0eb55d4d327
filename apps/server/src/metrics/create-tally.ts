import type { CustomerCreation } from "@idem/billing";
import type { CustomerAnswer } from "@idem/postgres";

export type Tally = {
  add(result: CustomerCreation): void;
  /** Hands over what was counted since the last time, if anything was. What cannot be kept now is kept next time. */
  flush(): Promise<void>;
};

/**
 * Counts how often no customer had to be made, in memory: a start must not wait for a counter that all nodes share. Who
 * dies loses what was counted since the last flush; nothing but a picture is drawn from it.
 */
export function createTally(
  keep: (counts: ReadonlyMap<CustomerAnswer, number>) => Promise<void>,
): Tally {
  const counts = new Map<CustomerAnswer, number>();
  const add = (result: CustomerAnswer, count: number) =>
    counts.set(result, (counts.get(result) ?? 0) + count);
  return {
    add: (result) => {
      if (result === "reused" || result === "race_averted") add(result, 1);
    },
    flush: async () => {
      const taken = new Map(counts);
      if (taken.size === 0) return;
      counts.clear();
      try {
        await keep(taken);
      } catch (error) {
        for (const [result, count] of taken) add(result, count);
        throw error;
      }
    },
  };
}
