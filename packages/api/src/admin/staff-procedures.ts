import type { Staff } from "@idem/billing";
import { TRPCError } from "@trpc/server";
import { signedInProcedure } from "../trpc.ts";

/**
 * For those who may look: support and admins (G8). A customer is told the same as somebody who may not look at another
 * customer's account: nothing here tells what exists.
 */
export const supportProcedure = signedInProcedure.use(({ ctx, next }) => {
  const { viewer, requestId } = ctx;
  if (viewer.role === "user")
    throw new TRPCError({ code: "FORBIDDEN", message: "This is for the operator’s staff." });
  const staff: Staff = { userId: viewer.userId, requestId };
  return next({ ctx: { staff } });
});

/** For those who may act. */
export const adminProcedure = supportProcedure.use(({ ctx, next }) => {
  if (ctx.viewer.role !== "admin")
    throw new TRPCError({ code: "FORBIDDEN", message: "Only admins may do this." });
  return next();
});

/** For what moves money: by an admin who has given their password within the last ten minutes. */
export const freshProcedure = adminProcedure.use(({ ctx, next }) => {
  if (!ctx.viewer.isFresh)
    throw new TRPCError({
      code: "PRECONDITION_FAILED",
      message: "This moves money. Please enter your password again.",
    });
  return next();
});
