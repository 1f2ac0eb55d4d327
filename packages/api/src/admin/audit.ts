import { z } from "zod";
import { beforeInput, limitInput } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** The stories of all accounts in one, the latest first: all of it, or what support and admins did. */
export const audit = supportProcedure
  .input(
    z.strictObject({
      by: z.enum(["staff", "anybody"]).default("staff"),
      before: beforeInput,
      limit: limitInput,
    }),
  )
  .query(({ ctx, input }) => ctx.admin.audit(input));
