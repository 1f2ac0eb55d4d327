import { z } from "zod";
import { accountProcedure } from "../account-procedure.ts";
import { invoiceIdInput } from "../inputs.ts";
import { requireAllowed } from "../require-allowed.ts";
import { asker, askingShape } from "./asking.ts";

/** Pays the invoice that is owed with the card on file. */
export const payInvoice = accountProcedure
  .input(z.strictObject({ ...askingShape, invoiceId: invoiceIdInput }))
  .mutation(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("act", ctx.viewer.userId));
    const { actionId, subscriptionId, invoiceId } = input;
    return ctx.billing.act({
      ...asker(ctx),
      accountId: ctx.accountId,
      actionId,
      subscriptionId,
      action: { is: "pay_invoice", invoiceId },
    });
  });
