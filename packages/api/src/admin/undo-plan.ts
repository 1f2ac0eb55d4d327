import { z } from "zod";
import { planShape } from "./shapes.ts";
import { freshProcedure } from "./staff-procedures.ts";

/** Has the nodes take back what a plan has done, as far as it can be taken back. */
export const undoPlan = freshProcedure
  .input(z.strictObject(planShape))
  .mutation(({ ctx, input }) =>
    ctx.admin.duplicates.ask({ ...ctx.staff, ...input, name: ctx.viewer.email, work: "undo" }),
  );
