import { z } from "zod";
import { filterInput } from "./filter-input.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** How many subscriptions a filter leaves: exact to a thousand, an estimate beyond. */
export const countSubscriptions = supportProcedure
  .input(z.strictObject({ filter: filterInput.prefault({}) }))
  .query(({ ctx, input }) => ctx.admin.countSubscriptions(input.filter));
