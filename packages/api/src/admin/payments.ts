import { z } from "zod";
import { accountShape, besidesShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** The account's invoices with what was paid and paid back, as Stripe has them now, by each customer that is the account's. */
export const payments = supportProcedure
  .input(z.strictObject({ ...accountShape, ...besidesShape }))
  .query(({ ctx, input }) => ctx.admin.payments(input));
