import { z } from "zod";

/** One press of the button; its name travels with it to Stripe. */
const start = z.object({
  name: z.string(),
  path: z.string(),
  headers: z.record(z.string(), z.string()),
  body: z.string(),
});
export type Start = z.infer<typeof start>;

const target = { urls: z.array(z.string()), answerHas: z.string() };

export const loadOrder = z.discriminatedUnion("is", [
  /** A new buyer at each moment of a fixed rhythm, however slow the answers are; all presses of one at once. */
  z.object({
    is: z.literal("open"),
    ...target,
    perSecond: z.number(),
    buyers: z.array(z.array(start)),
  }),
  /** So many clients, each with the next buyer as soon as the last is served, for so long. */
  z.object({
    is: z.literal("closed"),
    ...target,
    clients: z.number(),
    /** Over which the clients come, one by one. */
    rampSeconds: z.number(),
    seconds: z.number(),
    /** Then nobody begins any more, and what was begun may still end for so long. */
    drainSeconds: z.number(),
    starts: z.array(start),
  }),
]);
export type LoadOrder = z.infer<typeof loadOrder>;

const sample = z.object({
  name: z.string(),
  /** When it was to be sent, since the load began. */
  atMs: z.number(),
  /** From then to the last byte of the answer. */
  tookMs: z.number(),
  /** `null`: it worked. */
  error: z.string().nullable(),
});
export type Sample = z.infer<typeof sample>;
export const loadReport = z.array(sample);

export const readOrder = z.object({
  readUrl: z.string(),
  databaseUrl: z.string(),
  sql: z.string(),
  perSecond: z.number(),
});
export type ReadOrder = z.infer<typeof readOrder>;

/** [when it was to be read since the reader began, how long that took], ms. */
const reads = z.array(z.tuple([z.number(), z.number()]));
export const readReport = z.object({ inside: reads, outside: reads, failed: z.number() });
export type ReadReport = z.infer<typeof readReport>;
