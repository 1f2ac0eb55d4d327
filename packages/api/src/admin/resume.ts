import { z } from "zod";
import { askingOf, askingShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/** Goes on with a subscription that was set to end. */
export const resume = adminProcedure
  .input(z.strictObject(askingShape))
  .mutation(({ ctx, input }) =>
    ctx.admin.act({ ...askingOf(ctx.staff, input), action: { is: "resume" } }),
  );
