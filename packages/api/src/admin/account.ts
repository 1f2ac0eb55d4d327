import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { accountShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** Where an account stands, what is in doubt about it, and whether its story is whole. From our rows: needs no Stripe. */
export const account = supportProcedure
  .input(z.strictObject(accountShape))
  .query(async ({ ctx, input }) => {
    const detail = await ctx.admin.detail(input.accountId);
    if (detail === null)
      throw new TRPCError({ code: "NOT_FOUND", message: "There is no such account." });
    return detail;
  });
