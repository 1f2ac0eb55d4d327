import { z } from "zod";
import { askingOf, askingShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/** Takes back a change that waits for the renewal. */
export const undoChange = adminProcedure
  .input(z.strictObject(askingShape))
  .mutation(({ ctx, input }) =>
    ctx.admin.act({ ...askingOf(ctx.staff, input), action: { is: "undo_change" } }),
  );
