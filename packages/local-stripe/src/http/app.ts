import type { HttpBindings } from "@hono/node-server";
import { RESPONSE_ALREADY_SENT } from "@hono/node-server/utils/response";
import { type Context, Hono } from "hono";
import { apiVersion } from "../state/world.ts";
import { StripeFailure } from "../wire/failure.ts";
import type { Route } from "./route.ts";
import { serveV1, type V1, type V1Reply } from "./v1.ts";

type Env = { Bindings: HttpBindings };

/** The whole server: the API under /v1, the control under /_local, and pages for people. */
export function createApp(
  v1: V1,
  parts: { routes: Route[]; control: Hono; pages: Hono },
): Hono<Env> {
  const app = new Hono<Env>();
  for (const route of parts.routes) {
    app.on(route.method, route.path, (c) => answer(v1, c, route));
  }
  app.all("/v1/*", (c) => answer(v1, c, undefined));
  app.all("/v2/*", (c) => answer(v1, c, undefined));
  app.onError((fault, c) => {
    process.stderr.write(`${fault.stack ?? fault.message}\n`);
    return c.json(brokenHere.body, 500);
  });
  app.route("/_local", parts.control);
  app.route("/", parts.pages);
  return app;
}

/** More than any Stripe call needs. */
const mostBytes = 1024 * 1024;
const tooLarge = new StripeFailure("The request is larger than 1 MB.", { status: 413 });
const brokenHere = new StripeFailure("The local Stripe failed. Its log says why.", {
  status: 500,
  type: "api_error",
});

async function answer(v1: V1, c: Context<Env>, route: Route | undefined): Promise<Response> {
  const idempotencyKey = c.req.header("idempotency-key");
  const query = c.req.url.split("?")[1] ?? "";
  if (Number(c.req.header("content-length") ?? 0) > mostBytes) return c.json(tooLarge.body, 413);
  const reply = await serveV1(
    v1,
    {
      method: c.req.method,
      path: c.req.path,
      parameters: async () => [query, await c.req.text()].filter(Boolean).join("&"),
      authorization: c.req.header("authorization"),
      idempotencyKey,
      ids: c.req.param(),
    },
    route,
  );
  if (reply.is === "cut") {
    c.env.incoming.socket.destroy();
    return RESPONSE_ALREADY_SENT;
  }
  return new Response(reply.body, { status: reply.status, headers: headersOf(reply, c) });
}

function headersOf(
  reply: Extract<V1Reply, { is: "answer" }>,
  c: Context<Env>,
): Record<string, string> {
  const key = c.req.header("idempotency-key");
  return {
    "content-type": "application/json",
    "cache-control": "no-cache, no-store",
    "request-id": reply.requestId,
    "stripe-version": c.req.header("stripe-version") ?? apiVersion,
    ...(key === undefined || c.req.method !== "POST" ? {} : { "idempotency-key": key }),
    ...(reply.replayed ? { "idempotent-replayed": "true" } : {}),
  };
}
