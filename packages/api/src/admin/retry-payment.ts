import { z } from "zod";
import { invoiceIdInput } from "../inputs.ts";
import { askingOf, askingShape } from "./shapes.ts";
import { freshProcedure } from "./staff-procedures.ts";

/** Charges the card on file for the invoice that is owed. */
export const retryPayment = freshProcedure
  .input(z.strictObject({ ...askingShape, invoiceId: invoiceIdInput }))
  .mutation(({ ctx, input }) => {
    const { invoiceId } = input;
    return ctx.admin.act({
      ...askingOf(ctx.staff, input),
      action: { is: "pay_invoice", invoiceId },
    });
  });
