import { z } from "zod";
import { requireAllowed } from "../require-allowed.ts";
import { askingProcedure, askingShape } from "./asking.ts";

/** Puts a promotion code on the running subscription; a rejected one is answered `code_rejected` with the reason (G9). */
export const applyCode = askingProcedure
  .input(
    z.strictObject({
      ...askingShape,
      code: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .transform((code) => code.toUpperCase()),
    }),
  )
  .mutation(({ ctx, input }) => {
    requireAllowed(ctx.limits.take("code", ctx.viewer.userId));
    return ctx.billing.applyCode({ ...ctx.asking, code: input.code });
  });
