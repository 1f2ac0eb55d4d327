import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { requireAllowed } from "../require-allowed.ts";

/** Sends invoices and everything about billing to another address; the sign-in keeps its own. */
export const changeEmail = accountProcedure
  .input(
    z.strictObject({
      ...accountShape,
      email: z.string().trim().pipe(z.email("Enter an e-mail address.").max(254)),
    }),
  )
  .mutation(({ ctx, input: { email } }) => {
    const { accountId, billing, limits, requestId, viewer } = ctx;
    requireAllowed(limits.take("act", viewer.userId));
    return billing.changeEmail({ accountId, userId: viewer.userId, requestId, email });
  });
