import { supportProcedure } from "./staff-procedures.ts";

/** Who of the staff asks, and what they may do. */
export const me = supportProcedure.query(({ ctx }) => {
  const { name, email, role, isFresh } = ctx.viewer;
  return { name, email, mayAct: role === "admin", isFresh };
});
