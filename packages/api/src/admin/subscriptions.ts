import { z } from "zod";
import { filterInput, sortInput } from "./filter-input.ts";
import { limitInput } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** A page of all subscriptions, narrowed, sorted, and from where the last page ended. */
export const subscriptions = supportProcedure
  .input(
    z.strictObject({
      filter: filterInput.prefault({}),
      sort: sortInput,
      after: z
        .strictObject({ key: z.string().min(1).max(100), accountId: z.string().min(1).max(100) })
        .nullable()
        .default(null),
      limit: limitInput,
    }),
  )
  .query(({ ctx, input }) => ctx.admin.subscriptions(input));
