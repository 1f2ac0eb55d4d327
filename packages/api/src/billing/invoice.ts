import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { invoiceIdInput } from "../inputs.ts";

/** One invoice with all that must stand on paper. Somebody else's is answered `unknown`, as one that never was (G8). */
export const invoice = accountProcedure
  .input(z.strictObject({ ...accountShape, invoiceId: invoiceIdInput }))
  .query(({ ctx: { accountId, billing }, input: { invoiceId } }) =>
    billing.invoice({ accountId, invoiceId }),
  );
