import { signedInProcedure } from "../trpc.ts";

/** The accounts the signed-in user may bill for: their own, and their organizations'. */
export const accounts = signedInProcedure.query(async ({ ctx }) => {
  await ctx.accounts.ownAccount(ctx.viewer);
  return ctx.accounts.list(ctx.viewer);
});
