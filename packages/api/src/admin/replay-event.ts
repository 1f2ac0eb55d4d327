import { z } from "zod";
import { adminProcedure } from "./staff-procedures.ts";

/** Makes an event due again: its customer is looked at once more. */
export const replayEvent = adminProcedure
  .input(z.strictObject({ id: z.string().min(1).max(255) }))
  .mutation(({ ctx, input }) => ctx.admin.replay({ ...ctx.staff, which: input }));
