import { z } from "zod";

/**
 * How long a statement that counts may take, ms. It takes some ten; whatever takes longer than this is a filter that
 * nobody has thought of, and its estimate now serves better than its count later.
 */
export const countTimeoutMs = 1_000;

/** As many connections as counting may use: whatever it takes, pages and decisions do not wait for one. */
export const countPoolSize = 2;

/** Whether PostgreSQL has ended a statement because it took longer than it may. */
export const isOverTime = (error: unknown): boolean => overTime.safeParse(error).success;

const overTime = z.object({
  code: z.literal("P2010"),
  meta: z.object({
    driverAdapterError: z.object({ cause: z.object({ originalCode: z.literal("57014") }) }),
  }),
});
