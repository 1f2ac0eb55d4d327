import { driftKinds } from "@idem/billing";
import { z } from "zod";
import { beforeInput, limitInput, passShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** What a pass has found, the latest first: both sides of each difference in words, and what came of it. */
export const passDrifts = supportProcedure
  .input(
    z.strictObject({
      ...passShape,
      kind: z.enum(driftKinds).nullable().default(null),
      onlyKept: z.boolean().default(false),
      before: beforeInput,
      limit: limitInput,
    }),
  )
  .query(({ ctx, input }) => ctx.admin.drifts(input));
