import { z } from "zod";
import { onceShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/** Makes an event due again: its customer is looked at once more. */
export const replayEvent = adminProcedure
  .input(z.strictObject({ ...onceShape, id: z.string().min(1).max(255) }))
  .mutation(({ ctx, input: { id, ...asked } }) =>
    ctx.admin.replay({ ...ctx.staff, ...asked, which: { id } }),
  );
