import { setTimeout as pause } from "node:timers/promises";
import type { StatusAnswer } from "@idem/billing";
import { z } from "zod";
import { accountProcedure, accountShape } from "../account-procedure.ts";
import { sessionIdInput } from "../inputs.ts";

/** 500 ms feels live; after 5 min the page falls back to asking now and then, and no stream is held for ever. */
const intervalMs = 500;
const lifetimeMs = 300_000;

/** The same answer as `checkout.status`, sent again whenever it changes, until it is final (server-sent events). */
export const statusLive = accountProcedure
  .input(z.strictObject({ ...accountShape, sessionId: sessionIdInput }))
  .subscription(async function* ({ ctx, input, signal }) {
    const question = { ...input, accountId: ctx.accountId, requestId: ctx.requestId };
    let last = "";
    for (
      let waitedMs = 0;
      waitedMs < lifetimeMs && signal?.aborted !== true;
      waitedMs += intervalMs
    ) {
      const answer = await ctx.billing.status(question);
      const text = JSON.stringify(answer);
      if (text !== last) yield answer;
      last = text;
      if (isFinal(answer)) return;
      await pause(intervalMs, undefined, signal ? { signal } : {}).catch(() => null);
    }
  });

function isFinal(answer: StatusAnswer): boolean {
  switch (answer.is) {
    case "active":
    case "failed":
    case "expired":
    case "unknown":
      return true;
    case "open":
    case "processing":
    case "action_required":
      return false;
  }
}
