import { z } from "zod";
import { accountProcedure } from "../account-procedure.ts";
import { requireAllowed } from "../require-allowed.ts";
import { asker, askingShape } from "./asking.ts";

/** Goes on with a subscription that was set to end, while it has not ended. */
export const resume = accountProcedure
  .input(z.strictObject({ ...askingShape }))
  .mutation(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("act", ctx.viewer.userId));
    const { actionId, subscriptionId } = input;
    return ctx.billing.act({
      ...asker(ctx),
      accountId: ctx.accountId,
      actionId,
      subscriptionId,
      action: { is: "resume" },
    });
  });
