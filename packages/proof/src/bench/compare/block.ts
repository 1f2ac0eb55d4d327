import type { AtStripe } from "../ground/count-at-stripe.ts";
import type { Sample } from "../load/orders.ts";

/** What one block of one arm has shown. `null`: nothing of the kind was measured. */
export type Block = {
  twice: Counted;
  steady: Counted & {
    /** Of those that worked, in the order they were sent: what the arm added to Stripe's time, ms. */
    addedMs: number[];
    /** Calls to Stripe for each checkout. */
    calls: number | null;
    heldMs: number | null;
    cpuMs: number | null;
    insideMs: number[];
    outsideMs: number[];
    /** Reads that had no answer, and so stand in neither. */
    failedReads: number;
  };
  crowds: (Answers & { clients: number; perSecond: number })[];
  /** Of the warm-up and all crowds together: some of a crowd is still on its way when the next begins. */
  crowdsAtStripe: AtStripe;
  /** The fastest rhythm that was carried, if any was tried. */
  carried: { perSecond: number; addedP50Ms: number | null; addedP99Ms: number | null } | null;
  brownOut: (Counted & BrownOut) | null;
  peakMemoryMb: number;
};

export type Answers = {
  starts: number;
  errors: number;
  /** The first few, as they were told. */
  said: string[];
};
export type Counted = Answers & AtStripe;

export type BrownOut = {
  /** Reads begun while Stripe did not answer, ms. */
  insideMs: number[];
  outsideMs: number[];
  /** Over the whole phase. */
  failedReads: number;
  /** Reads over the whole phase: [second, ms]. */
  reads: [number, number][];
  /** Starts over the whole phase: [second, ms], those that worked. */
  served: [number, number][];
  fromSecond: number;
  untilSecond: number;
};

export const answersOf = (samples: readonly Sample[]): Answers => {
  const said = samples.map(({ error }) => error).filter((error) => error !== null);
  return { starts: samples.length, errors: said.length, said: said.slice(0, 3) };
};
