import { z } from "zod";
import { planShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** Has the nodes look at a plan's accounts again. Changes nothing. */
export const verifyPlan = supportProcedure
  .input(z.strictObject(planShape))
  .mutation(({ ctx, input }) =>
    ctx.admin.duplicates.ask({ ...ctx.staff, ...input, name: ctx.viewer.email, work: "verify" }),
  );
