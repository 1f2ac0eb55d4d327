import { TRPCError } from "@trpc/server";
import { z } from "zod";
import { passShape } from "./shapes.ts";
import { supportProcedure } from "./staff-procedures.ts";
import { tellChanges } from "./tell-changes.ts";

/** How far a pass is and how much it has found, sent again whenever that changes, until it is over (server-sent events). */
export const passLive = supportProcedure
  .input(z.strictObject(passShape))
  .subscription(({ ctx, input, signal }) =>
    tellChanges(async () => {
      const pass = await ctx.admin.pass(input.passId);
      if (pass === null)
        throw new TRPCError({ code: "NOT_FOUND", message: "There is no such pass." });
      return { is: pass.state === "RUNNING" ? "running" : "over", pass } as const;
    }, signal),
  );
