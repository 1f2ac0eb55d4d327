import { z } from "zod";
import { priceIdInput, seatsInput } from "../inputs.ts";
import { accountShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";

/** What another plan would cost the customer and when it would begin. Changes nothing. */
export const previewChange = supportProcedure
  .input(z.strictObject({ ...accountShape, priceId: priceIdInput, quantity: seatsInput }))
  .query(({ ctx, input }) => ctx.admin.previewChange({ ...input, prorationDateMs: null }));
