import { supportProcedure } from "./staff-procedures.ts";

/** What was asked of Stripe, or of the mail server, and nobody knows what came of it; the oldest first. */
export const effectsInDoubt = supportProcedure.query(({ ctx }) => ctx.admin.effectsInDoubt());
