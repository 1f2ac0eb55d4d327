import { z } from "zod";
import { accountShape, onceShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** Looks at Stripe, and makes our rows say the same. */
export const resync = supportProcedure
  .input(z.strictObject({ ...accountShape, ...onceShape }))
  .mutation(({ ctx, input }) => ctx.admin.resync({ ...ctx.staff, ...input }));
