import type { Context } from "hono";
import type { ContentfulStatusCode } from "hono/utils/http-status";
import type { Exchange } from "./exchange.ts";

/** A refusal outside of tRPC: what is wrong, in a sentence, and the id under which it can be found in the log (G12). */
export const failure = (c: Context<Exchange>, status: ContentfulStatusCode, message: string) =>
  c.json({ error: { message, requestId: c.get("requestId") } }, status);
