import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { invoiceIdInput } from "../inputs.ts";

/** The account's invoices, newest first, a page at a time: `after` is the `next` of the page before. */
export const invoices = accountProcedure
  .input(
    z
      .strictObject({ ...accountShape, after: invoiceIdInput.nullable().default(null) })
      .default({ after: null }),
  )
  .query(({ ctx: { accountId, billing }, input: { after } }) =>
    billing.invoices({ accountId, after }),
  );
