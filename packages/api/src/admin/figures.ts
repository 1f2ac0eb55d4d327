import { supportProcedure } from "./staff-procedures.ts";

/** The business at a glance, as of now. */
export const figures = supportProcedure.query(({ ctx }) => ctx.admin.figures());
