import { setTimeout as pause } from "node:timers/promises";
import { z } from "zod";
import { supportProcedure } from "./staff-procedures.ts";

/** Twice a second feels live; after an hour the page asks again, and no stream is held for ever. */
const intervalMs = 500;
const lifetimeMs = 3_600_000;

/** How far a pass is and what it has found, sent again whenever that changes, until it is over (server-sent events). */
export const passLive = supportProcedure
  .input(z.strictObject({ id: z.string().min(1).max(100) }))
  .subscription(async function* ({ ctx, input, signal }) {
    let last = "";
    for (
      let waitedMs = 0;
      waitedMs < lifetimeMs && signal?.aborted !== true;
      waitedMs += intervalMs
    ) {
      const { pass, found } = await ctx.admin.pass(input.id);
      const isRunning = pass.state === "RUNNING";
      const answer = { is: isRunning ? "running" : "over", pass, found } as const;
      const text = JSON.stringify(answer);
      if (text !== last) yield answer;
      last = text;
      if (!isRunning) return;
      await pause(intervalMs, undefined, signal ? { signal } : {}).catch(() => null);
    }
  });
