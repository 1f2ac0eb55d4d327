import { supportProcedure } from "./staff-procedures.ts";

/** When the last event came, how many have failed, and how long the oldest has waited. */
export const eventsSummary = supportProcedure.query(({ ctx }) => ctx.admin.eventsSummary());
