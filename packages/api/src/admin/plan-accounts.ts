import { z } from "zod";
import { accountShape, limitInput, planShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** What a plan does, account by account: the dry run. Steps are in words, and a call to Stripe is named as it is sent. */
export const planAccounts = supportProcedure
  .input(
    z.strictObject({
      ...planShape,
      after: accountShape.accountId.nullable().default(null),
      limit: limitInput,
    }),
  )
  .query(({ ctx, input }) => ctx.admin.duplicates.accounts(input));
