import { accountOnly, accountProcedure } from "../account-procedure.ts";

/** The account's latest invoices with links to pay, read and print, newest first. */
export const invoices = accountProcedure
  .input(accountOnly)
  .query(({ ctx }) => ctx.billing.invoices(ctx.accountId));
