import { z } from "zod";
import { reasonShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/** Begins to compare every account with Stripe, or joins the pass that runs. */
export const beginPass = adminProcedure
  .input(z.strictObject(reasonShape))
  .mutation(({ ctx, input }) =>
    ctx.admin.beginPass({ ...ctx.staff, ...input, name: ctx.viewer.email }),
  );
