import { z } from "zod";
import { supportProcedure } from "./staff-procedures.ts";
import { tellChanges } from "./tell-changes.ts";

/** How far a pass is and what it has found, sent again whenever that changes, until it is over (server-sent events). */
export const passLive = supportProcedure
  .input(z.strictObject({ id: z.string().min(1).max(100) }))
  .subscription(({ ctx, input, signal }) =>
    tellChanges(async () => {
      const { pass, found } = await ctx.admin.pass(input.id);
      return { is: pass.state === "RUNNING" ? "running" : "over", pass, found } as const;
    }, signal),
  );
