import { z } from "zod";
import { onceShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** Brings an effect in doubt to its end, as the nodes try to do by themselves. Decides nothing anew. */
export const reconcileEffect = supportProcedure
  .input(z.strictObject({ ...onceShape, effectId: z.string().min(1).max(100) }))
  .mutation(({ ctx, input }) => ctx.admin.reconcileEffect({ ...ctx.staff, ...input }));
