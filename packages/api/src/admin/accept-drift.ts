import { z } from "zod";
import { onceShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** Accepts what Stripe says about a difference that was kept for people: for whoever may have an account looked at again. */
export const acceptDrift = supportProcedure
  .input(z.strictObject({ ...onceShape, driftId: z.string().min(1).max(100) }))
  .mutation(({ ctx, input }) =>
    ctx.admin.acceptDrift({ ...ctx.staff, ...input, name: ctx.viewer.email }),
  );
