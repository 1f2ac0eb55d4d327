import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { requireAllowed } from "../require-allowed.ts";

/** A link to Stripe's own page: to replace the card, or to manage everything there. It lives for minutes. */
export const portal = accountProcedure
  .input(
    z.strictObject({
      ...accountShape,
      purpose: z.enum(["everything", "card"]).default("everything"),
    }),
  )
  .mutation(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("act", ctx.viewer.userId));
    return ctx.billing.portal({ accountId: ctx.accountId, purpose: input.purpose });
  });
