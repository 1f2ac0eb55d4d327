import { z } from "zod";
import { askingOf, askingShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/** Ends a subscription of another customer of the account's than the one in its row, now. Pays nothing back. */
export const endStray = adminProcedure
  .input(z.strictObject(askingShape))
  .mutation(({ ctx, input }) => ctx.admin.endStray(askingOf(ctx.staff, input)));
