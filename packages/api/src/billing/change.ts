import { z } from "zod";
import { accountProcedure } from "../account-procedure.ts";
import { priceIdInput, seatsInput } from "../inputs.ts";
import { requireAllowed } from "../require-allowed.ts";
import { asker, askingShape } from "./asking.ts";

/** Changes plan, interval or seats as `previewChange` showed it; another total by now is answered `price_changed`. */
export const change = accountProcedure
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
    requireAllowed(ctx.limits.take("act", ctx.viewer.userId));
    return ctx.billing.change({ ...input, ...asker(ctx), accountId: ctx.accountId });
  });
