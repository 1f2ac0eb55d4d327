import { z } from "zod";
import { accountShape, beforeInput, besidesShape, limitInput } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** What happened to an account, the latest first: what people did, what Stripe sent, and what was asked of Stripe. */
export const story = supportProcedure
  .input(
    z.strictObject({ ...accountShape, ...besidesShape, before: beforeInput, limit: limitInput }),
  )
  .query(({ ctx, input }) => ctx.admin.story(input));
