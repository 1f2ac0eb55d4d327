import { z } from "zod";
import { accountProcedure } from "../account-procedure.ts";
import { requireAllowed } from "../require-allowed.ts";
import { asker, askingShape } from "./asking.ts";

/** Ends the subscription: when what is paid for is used up, or now. `reason` is optional and in the customer’s own words. */
export const cancel = accountProcedure
  .input(
    z.strictObject({
      ...askingShape,
      when: z.enum(["period_end", "now"]),
      reason: z.string().trim().max(500).nullable().default(null),
    }),
  )
  .mutation(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("act", ctx.viewer.userId));
    const { actionId, subscriptionId, when, reason } = input;
    return ctx.billing.act({
      ...asker(ctx),
      accountId: ctx.accountId,
      actionId,
      subscriptionId,
      action: {
        is: when === "now" ? "cancel_now" : "cancel_at_period_end",
        reason: reason === "" ? null : reason,
      },
    });
  });
