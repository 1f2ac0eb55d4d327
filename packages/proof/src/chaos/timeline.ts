import type { Tally } from "./ledger.ts";

export type Lasting = { atSeconds: number; untilSeconds: number };

/** What happened when, in seconds since the chaos began: for the report. */
export type Timeline = {
  seconds: () => number;
  kills: (Lasting & { node: string })[];
  restarts: Lasting[];
  tallies: { atSeconds: number; tally: Tally }[];
  /** Sessions that Stripe had made by then. */
  sessions: (readonly [atSeconds: number, count: number])[];
};

export function beginTimeline(): Timeline {
  const beganMs = performance.now();
  return {
    seconds: () => (performance.now() - beganMs) / 1_000,
    kills: [],
    restarts: [],
    tallies: [],
    sessions: [],
  };
}

export type Sums = Omit<Tally, "startsMs" | "isIdle">;

/** All that the buyers went through, added up. */
export function sumOf({ tallies }: Pick<Timeline, "tallies">): Sums {
  const sums: Sums = {
    visits: {},
    presses: 0,
    pressedAgain: 0,
    errors: {},
    refusals: {},
    paid: 0,
    declined: 0,
    cancelled: 0,
  };
  for (const { tally } of tallies) {
    for (const name of ["presses", "pressedAgain", "paid", "declined", "cancelled"] as const)
      sums[name] += tally[name];
    for (const name of ["visits", "errors", "refusals"] as const)
      for (const [key, count] of Object.entries(tally[name]))
        sums[name][key] = (sums[name][key] ?? 0) + count;
  }
  return sums;
}

export const totalOf = (counts: Record<string, number>): number =>
  Object.values(counts).reduce((sum, count) => sum + count, 0);
