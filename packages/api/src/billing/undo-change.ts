import { z } from "zod";
import { accountProcedure } from "../account-procedure.ts";
import { requireAllowed } from "../require-allowed.ts";
import { asker, askingShape } from "./asking.ts";

/** Takes back a change that waits for the renewal: the subscription goes on as it is. */
export const undoChange = accountProcedure
  .input(z.strictObject({ ...askingShape }))
  .mutation(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("act", ctx.viewer.userId));
    const { actionId, subscriptionId } = input;
    return ctx.billing.act({
      ...asker(ctx),
      accountId: ctx.accountId,
      actionId,
      subscriptionId,
      action: { is: "undo_change" },
    });
  });
