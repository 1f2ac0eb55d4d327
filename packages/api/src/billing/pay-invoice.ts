import { z } from "zod";
import { invoiceIdInput } from "../inputs.ts";
import { askingProcedure, askingShape } from "./asking.ts";

/** Pays the invoice that is owed with the card on file. */
export const payInvoice = askingProcedure
  .input(z.strictObject({ ...askingShape, invoiceId: invoiceIdInput }))
  .mutation(({ ctx, input: { invoiceId } }) => ctx.act({ is: "pay_invoice", invoiceId }));
