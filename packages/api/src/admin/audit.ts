import { z } from "zod";
import { beforeInput, limitInput } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/**
 * The stories of all accounts in one, the latest first: all of it, or what support and admins did. The first page begins with
 * the deed that is named by `from`. What is shown is checked against what was written.
 */
export const audit = supportProcedure
  .input(
    z.strictObject({
      by: z.enum(["staff", "anybody"]).default("staff"),
      before: beforeInput,
      from: z.string().min(1).max(100).nullable().default(null),
      limit: limitInput,
    }),
  )
  .query(({ ctx, input }) => ctx.admin.audit(input));
