/** How much of everything; the same for every arm. */
export type Plan = {
  blocks: number;
  poolSize: number;
  /** Buyers who press twice each: every second one a double click, every second one in two tabs. */
  twice: { perSecond: number; seconds: number };
  /** Buyers who press once, in a fixed rhythm. */
  steady: { perSecond: number; seconds: number };
  /** As many clients as named, each buying again and again; the first seconds fill the pipes and do not count. */
  crowd: { clients: readonly number[]; fillSeconds: number; seconds: number };
  /** Stripe answers only after 12 s for a while; whoever was not served comes again afterwards. `null`: not played. */
  brownOut: {
    perSecond: number;
    beforeSeconds: number;
    seconds: number;
    afterSeconds: number;
  } | null;
};

export const fullPlan: Plan = {
  blocks: 5,
  poolSize: 10,
  twice: { perSecond: 10, seconds: 5 },
  steady: { perSecond: 100, seconds: 6 },
  crowd: { clients: [100, 1_000], fillSeconds: 2.5, seconds: 4 },
  brownOut: { perSecond: 10, beforeSeconds: 3, seconds: 30, afterSeconds: 3 },
};

/** A first look, and what a profiler wants: one short block, no brown-out. */
export const quickPlan: Plan = {
  ...fullPlan,
  blocks: 1,
  twice: { perSecond: 10, seconds: 3 },
  steady: { perSecond: 100, seconds: 4 },
  crowd: { clients: [1_000], fillSeconds: 2.5, seconds: 2.5 },
  brownOut: null,
};

/** What Stripe takes, ms: as it does on an ordinary day, and exactly, where something is subtracted from. */
export const latency = { usualMs: [300, 800] satisfies [number, number], fixedMs: 500 };

/** Longer than anybody's time-out: an answer comes, but nobody listens any more; and what was asked for was done. */
export const brownOutMs = 12_000;
