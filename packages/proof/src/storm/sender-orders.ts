import { z } from "zod";

/** What the sender is told: events of these customers, at this rate, to this door. */
export const senderOrders = z.object({
  url: z.string(),
  secret: z.string(),
  perSecond: z.number(),
  seconds: z.number(),
  /** Sent before, at the same rate, and left out of the report: a process compiles what it does for the first time. */
  warmUpSeconds: z.number(),
  /** Bodies of real events; each is sent again and again under ids of its own. */
  bodies: z.array(z.string()),
});
export type SenderOrders = z.infer<typeof senderOrders>;

/** When each was to be sent, in ms since the first that counts, how long its acknowledgement took from then, and its status. */
export const senderReport = z.array(
  z.object({ atMs: z.number(), tookMs: z.number(), status: z.number() }),
);
export type SenderReport = z.infer<typeof senderReport>;
