import { z } from "zod";
import { askingOf, askingShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/** Ends a customer's subscription: when what is paid for is used up, or now. Pays nothing back. */
export const cancel = adminProcedure
  .input(z.strictObject({ ...askingShape, when: z.enum(["period_end", "now"]) }))
  .mutation(({ ctx, input }) =>
    ctx.admin.act({
      ...askingOf(ctx.staff, input),
      // Why is told in our own story; what Stripe keeps is for the customer's own words.
      action: { is: input.when === "now" ? "cancel_now" : "cancel_at_period_end", reason: null },
    }),
  );
