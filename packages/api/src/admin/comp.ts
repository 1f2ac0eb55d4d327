import { z } from "zod";
import { askingOf, askingShape } from "./shapes.ts";
import { freshProcedure } from "./staff-procedures.ts";

/** Makes a subscription free for so many months. It takes the place of a discount that runs. */
export const comp = freshProcedure
  .input(z.strictObject({ ...askingShape, months: z.int().min(1).max(24) }))
  .mutation(({ ctx, input }) =>
    ctx.admin.comp({ ...askingOf(ctx.staff, input), months: input.months }),
  );
