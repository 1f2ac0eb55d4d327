/** How much of everything; the same for every arm. */
export type Plan = {
  blocks: number;
  poolSize: number;
  /** Buyers who press twice each: every second one a double click, every second one in two tabs. */
  twice: { perSecond: number; seconds: number };
  /** Buyers who press once, in a fixed rhythm. */
  steady: { perSecond: number; seconds: number };
  /**
   * As many clients as named, each buying again and again. They come one by one over the first seconds, which do not
   * count: all at once, they would stay in step, and a window would hold two or three of their waves by chance. A
   * thousand need longer until as many are served as come in.
   */
  crowds: readonly Crowd[];
  /** Rhythms, slowest first, until one is not carried. */
  ladder: { perSecond: readonly number[]; seconds: number };
  /** Stripe answers only after 12 s for a while; whoever was not served comes again afterwards. `null`: not played. */
  brownOut: {
    perSecond: number;
    beforeSeconds: number;
    seconds: number;
    afterSeconds: number;
  } | null;
};

export type Crowd = { clients: number; fillSeconds: number; seconds: number };

export const thousand: Crowd = { clients: 1_000, fillSeconds: 4, seconds: 5 };

export const fullPlan: Plan = {
  blocks: 5,
  poolSize: 10,
  twice: { perSecond: 10, seconds: 4 },
  steady: { perSecond: 100, seconds: 4 },
  crowds: [{ clients: 100, fillSeconds: 2.5, seconds: 3 }, thousand],
  ladder: { perSecond: [15, 30, 60, 80, 100, 150, 200, 300, 400], seconds: 3 },
  brownOut: { perSecond: 10, beforeSeconds: 3, seconds: 30, afterSeconds: 3 },
};

/** A first look, and what a profiler wants: one short block, no ladder, no brown-out. */
export const quickPlan: Plan = {
  ...fullPlan,
  blocks: 1,
  twice: { perSecond: 10, seconds: 2 },
  steady: { perSecond: 100, seconds: 3 },
  crowds: [thousand],
  ladder: { perSecond: [], seconds: 0 },
  brownOut: null,
};

/** What Stripe takes, ms: as it does on an ordinary day, and exactly, where something is subtracted from. */
export const latency = { usualMs: [300, 800] satisfies [number, number], fixedMs: 500 };

/** A rhythm is carried if nobody fails, and the slowest of a hundred waits no longer than this for us. */
export const carriedP99Ms = 100;

/** Longer than anybody's time-out: an answer comes, but nobody listens any more; and what was asked for was done. */
export const brownOutMs = 12_000;
