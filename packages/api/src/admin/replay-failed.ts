import { z } from "zod";
import { onceShape } from "./shapes.ts";
import { adminProcedure } from "./staff-procedures.ts";

/** Makes every event that has failed due again. */
export const replayFailed = adminProcedure
  .input(z.strictObject(onceShape))
  .mutation(({ ctx, input }) => ctx.admin.replay({ ...ctx.staff, ...input, which: "failed" }));
