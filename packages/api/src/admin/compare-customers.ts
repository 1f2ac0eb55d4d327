import { z } from "zod";
import { accountShape, planShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** The customers of a planned account side by side, as Stripe has them now; who stays, and why. */
export const compareCustomers = supportProcedure
  .input(z.strictObject({ ...planShape, ...accountShape }))
  .query(({ ctx, input }) => ctx.admin.duplicates.compare(input));
