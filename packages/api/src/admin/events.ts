import { z } from "zod";
import { beforeInput, limitInput } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** What Stripe has sent, the latest first. */
export const events = supportProcedure
  .input(
    z.strictObject({
      state: z.enum(["all", "failed", "waiting"]).default("all"),
      before: beforeInput,
      limit: limitInput,
    }),
  )
  .query(({ ctx, input }) => ctx.admin.events(input));
