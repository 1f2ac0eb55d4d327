import { adminProcedure } from "./staff-procedures.ts";

/** Makes every event that has failed due again. */
export const replayFailed = adminProcedure.mutation(({ ctx }) =>
  ctx.admin.replay({ ...ctx.staff, which: "failed" }),
);
