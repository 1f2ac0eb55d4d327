import { accountOnly, accountProcedure } from "../account-procedure.ts";
import { requireAllowed } from "../require-allowed.ts";

/** Asks Stripe where the account stands and writes it down: for whoever comes back from Stripe's own page. */
export const refresh = accountProcedure.input(accountOnly).mutation(({ ctx }) => {
  const { accountId, billing, limits, requestId, viewer } = ctx;
  requireAllowed(limits.take("act", viewer.userId));
  return billing.refresh({ accountId, userId: viewer.userId, requestId });
});
