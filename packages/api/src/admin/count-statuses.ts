import { supportProcedure } from "./staff-procedures.ts";

/** How many subscriptions there are of each status. */
export const countStatuses = supportProcedure.query(({ ctx }) => ctx.admin.countStatuses());
