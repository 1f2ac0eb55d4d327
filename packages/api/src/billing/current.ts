import { accountOnly, accountProcedure } from "../account-procedure.ts";

/** The account's subscription and open checkout, from our own database: answers when Stripe does not. */
export const current = accountProcedure
  .input(accountOnly)
  .query(({ ctx }) => ctx.billing.current(ctx.accountId));
