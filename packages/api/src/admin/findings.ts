import { invariantNames } from "@idem/domain";
import { z } from "zod";
import { supportProcedure } from "./staff-procedures.ts";

/** What the latest check of all accounts has found: how much of each kind, and each with its account. */
export const findings = supportProcedure
  .input(z.strictObject({ invariant: z.enum(invariantNames).nullable().default(null) }))
  .query(({ ctx, input }) => ctx.admin.duplicates.findings(input.invariant));
