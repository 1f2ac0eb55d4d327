import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { codeInput, priceIdInput, quantityInput } from "../inputs.ts";
import { requireAllowed } from "../require-allowed.ts";

/**
 * Opens, reuses or replaces the account's one payable checkout. Safe to call again with the same input, from any
 * number of tabs: the same choice gives the same session. `attempt` is made once per visit to the checkout and
 * `revision` rises with every change of choice, so that the last choice wins whatever the network reorders. With `replace`
 * it is bought in place of what the account has; `already_subscribed` without, and also with it where the account has this
 * very thing and it goes on.
 */
export const start = accountProcedure
  .input(
    z.strictObject({
      ...accountShape,
      priceId: priceIdInput,
      quantity: quantityInput,
      code: codeInput,
      attempt: z.string().min(8).max(64),
      revision: z.int().min(0).max(1_000_000),
      ui: z.enum(["embedded", "hosted"]),
      replace: z.boolean().default(false),
      shownDueToday: z.int().min(0).nullable().default(null),
    }),
  )
  .mutation(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("start", ctx.viewer.userId));
    return ctx.billing.start({
      ...input,
      accountId: ctx.accountId,
      userId: ctx.viewer.userId,
      requestId: ctx.requestId,
    });
  });
