import { z } from "zod";
import { passShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** One pass, however old it is: where it stands and how much of each kind it has found; `null`: there is no such pass. */
export const pass = supportProcedure
  .input(z.strictObject(passShape))
  .query(({ ctx, input }) => ctx.admin.pass(input.passId));
