import { z } from "zod";
import { accountShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** The account's invoices with what was paid and paid back, as Stripe has them now. */
export const payments = supportProcedure
  .input(z.strictObject(accountShape))
  .query(({ ctx, input }) => ctx.admin.payments(input.accountId));
