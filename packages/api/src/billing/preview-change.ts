import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { priceIdInput, seatsInput } from "../inputs.ts";
import { requireAllowed } from "../require-allowed.ts";

/** What another plan, interval or number of seats would cost and when it would begin. Changes nothing. */
export const previewChange = accountProcedure
  .input(z.strictObject({ ...accountShape, priceId: priceIdInput, quantity: seatsInput }))
  .query(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("act", ctx.viewer.userId));
    const { priceId, quantity } = input;
    const { accountId } = ctx;
    return ctx.billing.previewChange({ accountId, priceId, quantity, prorationDateMs: null });
  });
