import { z } from "zod";
import { changeShape } from "../inputs.ts";
import { askingOf, askingShape } from "./shapes.ts";
import { freshProcedure } from "./staff-procedures.ts";

/** Changes a customer's plan as `previewChange` showed it; another total by now is answered `price_changed`. */
export const change = freshProcedure
  .input(z.strictObject({ ...askingShape, ...changeShape }))
  .mutation(({ ctx, input }) => {
    const { priceId, quantity, shown } = input;
    return ctx.admin.change({ ...askingOf(ctx.staff, input), priceId, quantity, shown });
  });
