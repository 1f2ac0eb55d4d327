import { initTRPC, TRPCError } from "@trpc/server";
import type { ApiContext } from "./context.ts";
import { formatError } from "./format-error.ts";

const trpc = initTRPC.context<ApiContext>().create({
  errorFormatter: formatError,
  sse: {
    ping: { enabled: true, intervalMs: 5_000 },
    client: { reconnectAfterInactivityMs: 15_000 },
  },
});

export const router = trpc.router;
export const openProcedure = trpc.procedure;

/** Needs a signed-in user; hands `viewer` to everything behind it. */
export const signedInProcedure = trpc.procedure.use(async ({ ctx, next }) => {
  const viewer = await ctx.viewer();
  if (viewer === null)
    throw new TRPCError({ code: "UNAUTHORIZED", message: "Please sign in to continue." });
  return next({ ctx: { viewer } });
});
