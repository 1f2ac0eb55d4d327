import { supportProcedure } from "./staff-procedures.ts";

/** The latest passes over all accounts. */
export const passes = supportProcedure.query(({ ctx }) => ctx.admin.passes());
