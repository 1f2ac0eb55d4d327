import { z } from "zod";
import { priceIdInput, seatsInput } from "../inputs.ts";
import { askingOf, askingShape } from "./shapes.ts";
import { freshProcedure } from "./staff-procedures.ts";

/** Changes a customer's plan as `previewChange` showed it; another total by now is answered `price_changed`. */
export const change = freshProcedure
  .input(
    z.strictObject({
      ...askingShape,
      priceId: priceIdInput,
      quantity: seatsInput,
      shown: z.strictObject({
        when: z.enum(["now", "renewal"]),
        dueToday: z.int(),
        prorationDate: z.iso.datetime(),
      }),
    }),
  )
  .mutation(({ ctx, input }) => {
    const { priceId, quantity, shown } = input;
    return ctx.admin.change({ ...askingOf(ctx.staff, input), priceId, quantity, shown });
  });
