import { z } from "zod";
import { supportProcedure } from "./staff-procedures.ts";

/** The account behind an id that somebody has pasted: ours, or a customer, subscription, invoice, payment, charge or session. */
export const find = supportProcedure
  .input(z.strictObject({ id: z.string().trim().min(4).max(255) }))
  .query(({ ctx, input }) => ctx.admin.find(input.id));
