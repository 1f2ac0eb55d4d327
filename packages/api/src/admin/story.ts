import { z } from "zod";
import { accountShape, beforeInput, besidesShape, limitInput } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** An entry of an account's log, by its place there. */
const entryInput = z.int().min(1).max(2_147_483_647).nullable().default(null);

/**
 * What happened to an account, the latest first: what people did, what Stripe sent, and what was asked of Stripe. The first
 * page begins with the entry of the log that is named by `from`.
 */
export const story = supportProcedure
  .input(
    z.strictObject({
      ...accountShape,
      ...besidesShape,
      before: beforeInput,
      from: entryInput,
      limit: limitInput,
    }),
  )
  .query(({ ctx, input }) => ctx.admin.story(input));
