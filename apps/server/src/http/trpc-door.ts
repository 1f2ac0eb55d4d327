import { type ApiContext, appRouter, type Viewer } from "@idem/api";
import { fetchRequestHandler } from "@trpc/server/adapters/fetch";
import type { Context } from "hono";
import type { Logger } from "pino";
import { addressBlock } from "./client-address.ts";
import type { Exchange } from "./exchange.ts";

export const trpcPath = "/api/trpc";

/** As many as our own client ever puts into one request. */
const maxBatchSize = 10;

export type TrpcDoor = {
  use: Pick<ApiContext, "billing" | "admin" | "accounts" | "limits" | "demo">;
  viewer(headers: Headers): Promise<Viewer | null>;
  logger: Logger;
  /** Aborted when the server closes: live answers end, and their readers ask again elsewhere. */
  closing: AbortSignal;
};

/** Answers calls of the typed API. */
export function trpcDoor({ use, viewer, logger, closing }: TrpcDoor) {
  return (c: Context<Exchange>): Promise<Response> => {
    c.set("route", routeOf(c.req.path));
    return fetchRequestHandler({
      endpoint: trpcPath,
      router: appRouter,
      maxBatchSize,
      req: endingWith(closing, withInput(c.req.raw)),
      createContext: async (): Promise<ApiContext> => ({
        ...use,
        viewer: once(() => viewer(c.req.raw.headers)),
        requestId: c.get("requestId"),
        address: addressBlock(c.get("clientAddress")),
      }),
      onError: ({ error, path = "" }) => {
        const procedure = procedures.has(path) ? path : "unknown";
        if (error.code === "INTERNAL_SERVER_ERROR")
          logger.error({ err: error.cause ?? error, procedure }, "a procedure failed");
        else logger.debug({ code: error.code, procedure }, "a call was refused");
      },
    });
  };
}

/** Several calls of one request ask who it is: the first one's answer serves them all. */
function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | null = null;
  return () => {
    answer ??= ask();
    return answer;
  };
}

const procedures = new Set(Object.keys(appRouter._def.procedures));

function routeOf(path: string): string {
  const name = path.slice(trpcPath.length + 1);
  if (name.includes(",")) return "trpc:batch";
  return procedures.has(name) ? `trpc:${name}` : "trpc:unknown";
}

/** Who calls with no input sends no body, which is not JSON, and would be answered as if it were broken. */
function withInput(request: Request): Request {
  if (request.method !== "POST" || request.headers.get("content-length") !== "0") return request;
  const { headers, signal } = request;
  return new Request(request.url, { method: "POST", headers, signal, body: "{}" });
}

/** A live answer may last minutes; a closing server ends it instead of waiting for it. Others are left to finish. */
function endingWith(closing: AbortSignal, request: Request): Request {
  if (!request.headers.get("accept")?.includes("text/event-stream")) return request;
  return new Request(request.url, {
    headers: request.headers,
    signal: AbortSignal.any([request.signal, closing]),
  });
}
