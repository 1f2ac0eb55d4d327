import { supportProcedure } from "./staff-procedures.ts";

/** Who of the staff asks, and what they may do; and whether demo customers can be made here. */
export const me = supportProcedure.query(({ ctx }) => {
  const { name, email, role, isFresh } = ctx.viewer;
  return { name, email, mayAct: role === "admin", isFresh, offersDemo: ctx.demo !== null };
});
