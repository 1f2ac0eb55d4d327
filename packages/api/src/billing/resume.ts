import { z } from "zod";
import { askingProcedure, askingShape } from "./asking.ts";

/** Goes on with a subscription that was set to end, while it has not ended. */
export const resume = askingProcedure
  .input(z.strictObject(askingShape))
  .mutation(({ ctx }) => ctx.act({ is: "resume" }));
