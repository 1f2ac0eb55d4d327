import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { sessionIdInput } from "../inputs.ts";

/** What became of a checkout of this account. A session of somebody else's is `unknown`, as is one that never was. */
export const status = accountProcedure
  .input(z.strictObject({ ...accountShape, sessionId: sessionIdInput }))
  .query(({ ctx, input }) =>
    ctx.billing.status({
      accountId: ctx.accountId,
      sessionId: input.sessionId,
      requestId: ctx.requestId,
    }),
  );
