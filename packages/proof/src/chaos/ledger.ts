import { z } from "zod";

const ofSession = z.object({ accountId: z.string(), sessionId: z.string() });

/** What the buyers saw and did, in their own words: nothing in it was read from our database. */
export const ledgerSchema = z.object({
  buyers: z.array(z.object({ accountId: z.string(), email: z.string() })),
  /** A pay page that somebody got to see, with the total that was shown beside it. */
  shown: z.array(ofSession.extend({ dueToday: z.number(), currency: z.string() })),
  /** The pay page said that the money was taken. */
  paid: z.array(ofSession),
  /** What the return page said in the end. */
  returned: z.array(ofSession.extend({ is: z.string(), atMs: z.number() })),
  /** Return pages that never came to an end. */
  unfinished: z.array(ofSession.extend({ is: z.string() })),
});
export type Ledger = z.infer<typeof ledgerSchema>;

export const emptyLedger = (): Ledger => ({
  buyers: [],
  shown: [],
  paid: [],
  returned: [],
  unfinished: [],
});

/** What buyers went through since the last telling. */
export const tallySchema = z.object({
  visits: z.record(z.string(), z.number()),
  /** How often "Continue" was pressed, and how often again because of an error. */
  presses: z.number(),
  pressedAgain: z.number(),
  /** By what the buyer saw: `connection lost`, `http 500`, `provider_unavailable`, … */
  errors: z.record(z.string(), z.number()),
  /** Answers that are no errors and led to no pay page. */
  refusals: z.record(z.string(), z.number()),
  /** From the press to the pay page, ms; only presses that got there. */
  startsMs: z.array(z.number()),
  paid: z.number(),
  declined: z.number(),
  cancelled: z.number(),
  isIdle: z.boolean(),
});
export type Tally = z.infer<typeof tallySchema>;

export const emptyTally = (): Tally => ({
  visits: {},
  presses: 0,
  pressedAgain: 0,
  errors: {},
  refusals: {},
  startsMs: [],
  paid: 0,
  declined: 0,
  cancelled: 0,
  isIdle: false,
});

export function countOne(counts: Record<string, number>, name: string): void {
  counts[name] = (counts[name] ?? 0) + 1;
}
