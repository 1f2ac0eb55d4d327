import { z } from "zod";
import { planShape } from "./shapes.ts";
import { freshProcedure } from "./staff-procedures.ts";

/** Has the nodes carry a plan out, each step once; whoever asks beside it joins. */
export const applyPlan = freshProcedure
  .input(z.strictObject(planShape))
  .mutation(({ ctx, input }) =>
    ctx.admin.duplicates.ask({ ...ctx.staff, ...input, name: ctx.viewer.email, work: "apply" }),
  );
