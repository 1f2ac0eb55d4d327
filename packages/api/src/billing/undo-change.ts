import { z } from "zod";
import { askingProcedure, askingShape } from "./asking.ts";

/** Takes back a change that waits for the renewal: the subscription goes on as it is. */
export const undoChange = askingProcedure
  .input(z.strictObject(askingShape))
  .mutation(({ ctx }) => ctx.act({ is: "undo_change" }));
