import { z } from "zod";
import { askingProcedure, askingShape } from "./asking.ts";

/** Ends the subscription: when what is paid for is used up, or now. `reason` is optional and in the customer’s own words. */
export const cancel = askingProcedure
  .input(
    z.strictObject({
      ...askingShape,
      when: z.enum(["period_end", "now"]),
      reason: z.string().trim().max(500).nullable().default(null),
    }),
  )
  .mutation(({ ctx, input: { when, reason } }) =>
    ctx.act({
      is: when === "now" ? "cancel_now" : "cancel_at_period_end",
      reason: reason === "" ? null : reason,
    }),
  );
