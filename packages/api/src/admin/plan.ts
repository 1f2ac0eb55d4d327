import { z } from "zod";
import { planShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** One plan of the doctor and where it stands, however old it is; `null`: there is no such plan. */
export const plan = supportProcedure
  .input(z.strictObject(planShape))
  .query(({ ctx, input }) => ctx.admin.duplicates.plan(input.planId));
