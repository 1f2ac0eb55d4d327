import { z } from "zod";
import { filterInput } from "./filter-input.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** How many lines the list would have with each chip, given what else is asked for. */
export const countFacets = supportProcedure
  .input(z.strictObject({ filter: filterInput.prefault({}) }))
  .query(({ ctx, input }) => ctx.admin.countFacets(input.filter));
