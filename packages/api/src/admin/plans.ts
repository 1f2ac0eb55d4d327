import { supportProcedure } from "./staff-procedures.ts";

/** The latest plans of the doctor, each with where it stands. */
export const plans = supportProcedure.query(({ ctx }) => ctx.admin.duplicates.plans());
