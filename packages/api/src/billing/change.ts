import { z } from "zod";
import { changeShape } from "../inputs.ts";
import { askingProcedure, askingShape } from "./asking.ts";

/** Changes plan, interval or seats as `previewChange` showed it; another total by now is answered `price_changed`. */
export const change = askingProcedure
  .input(z.strictObject({ ...askingShape, ...changeShape }))
  .mutation(({ ctx, input: { priceId, quantity, shown } }) =>
    ctx.billing.change({ ...ctx.asking, priceId, quantity, shown }),
  );
