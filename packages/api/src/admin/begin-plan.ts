import { z } from "zod";
import { reasonShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/**
 * Looks at every account and plans what would be done, or joins who is doing so. Changes nothing at Stripe or in our rows.
 * `refund`: whether the last payment of a subscription that was bought twice is paid back.
 */
export const beginPlan = adminProcedure
  .input(z.strictObject({ ...reasonShape, refund: z.enum(["last", "none"]) }))
  .mutation(({ ctx, input: { reason, refund } }) =>
    ctx.admin.duplicates.begin({
      ...ctx.staff,
      name: ctx.viewer.email,
      reason,
      policy: { refund },
    }),
  );
