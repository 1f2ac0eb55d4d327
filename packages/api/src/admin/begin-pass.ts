import { adminProcedure } from "./staff-procedures.ts";

/** Begins to compare every account with Stripe, or joins the pass that runs. */
export const beginPass = adminProcedure.mutation(({ ctx }) =>
  ctx.admin.beginPass({ ...ctx.staff, name: ctx.viewer.email }),
);
