import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { planShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";
import { tellChanges } from "./tell-changes.ts";

/** How far a plan is, sent again whenever that changes, until nothing is being done with it (server-sent events). */
export const planLive = supportProcedure
  .input(z.strictObject(planShape))
  .subscription(({ ctx, input, signal }) =>
    tellChanges(async () => {
      const plan = await ctx.admin.duplicates.plan(input.planId);
      if (plan === null)
        throw new TRPCError({ code: "NOT_FOUND", message: "There is no such plan." });
      return { is: plan.doing === null ? "over" : "running", plan } as const;
    }, signal),
  );
