import { isStripePaymentIntentId, type StripePaymentIntentId } from "@idem/domain";
import { z } from "zod";
import { accountShape, askingShape, reasonShape } from "./shapes.ts";
import { freshProcedure } from "./staff-procedures.ts";

/**
 * Pays back a payment or a part of it, in minor units. `refundedBefore` is what the screen says was paid back before:
 * two who press at the same moment have one refund between them.
 */
export const refund = freshProcedure
  .input(
    z.strictObject({
      ...accountShape,
      ...reasonShape,
      actionId: askingShape.actionId,
      paymentIntentId: z.custom<StripePaymentIntentId>(
        (value) =>
          typeof value === "string" && isStripePaymentIntentId(value) && value.length <= 255,
        { message: "Expected a payment id." },
      ),
      amount: z.int().min(1),
      refundedBefore: z.int().min(0),
    }),
  )
  .mutation(({ ctx, input }) => ctx.admin.refund({ ...input, ...ctx.staff }));
