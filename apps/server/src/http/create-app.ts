import { Hono, type MiddlewareHandler } from "hono";
import { requestId } from "hono/request-id";
import type { Logger } from "pino";
import type { Auth } from "../auth/create-auth.ts";
import type { Turnstile } from "../create-turnstile.ts";
import type { Turnstiles } from "../create-turnstiles.ts";
import type { Metrics } from "../metrics/create-metrics.ts";
import { authDoor, authPath } from "./auth-door.ts";
import { clientAddress } from "./client-address.ts";
import { csvDoor } from "./csv-door.ts";
import type { Exchange } from "./exchange.ts";
import { failure } from "./failure.ts";
import { type Health, healthz, metricsDoor, readyz } from "./health-doors.ts";
import { apiBodyBytes, limitBody, webhookBodyBytes } from "./limit-body.ts";
import type { Site } from "./load-site.ts";
import { observe } from "./observe.ts";
import { sameOrigin } from "./same-origin.ts";
import { securityHeaders } from "./security-headers.ts";
import { siteDoor } from "./site-door.ts";
import { stripeDashboard } from "./stripe-dashboard.ts";
import { type TrpcDoor, trpcDoor, trpcPath } from "./trpc-door.ts";
import { type ReceiveWebhook, webhookDoor } from "./webhook-door.ts";

export type AppOptions = {
  publicUrl: string;
  trustedOrigins: readonly string[];
  proxyHops: number;
  stripe: { publishableKey: string; scriptUrl: string | null };
  api: TrpcDoor["use"];
  auth: Pick<Auth, "handle" | "paths" | "viewer">;
  receiveWebhook: ReceiveWebhook;
  isDatabaseUp: Health["isDatabaseUp"];
  webhooks?: NonNullable<Health["webhooks"]>;
  site: Site | null;
  metrics: Pick<Metrics, "request" | "expose">;
  logger: Logger;
  turnstiles: Turnstiles;
  closing: AbortSignal;
};

/** Every door of the server, as one function from a request to an answer. */
export function createApp(options: AppOptions): Hono<Exchange> {
  const { api, auth, closing, logger, metrics, publicUrl, stripe, trustedOrigins } = options;
  const app = new Hono<Exchange>();

  app.use(requestId({ limitLength: 100 }), observe(logger, metrics));
  app.use(securityHeaders({ publicUrl, stripeScriptUrl: stripe.scriptUrl }));
  app.use(async (c, next) => {
    const socketAddress = c.env?.incoming?.socket.remoteAddress;
    const forwardedFor = c.req.header("x-forwarded-for");
    c.set(
      "clientAddress",
      clientAddress({ socketAddress, forwardedFor, proxyHops: options.proxyHops }),
    );
    await next();
  });

  app.get("/healthz", healthz);
  app.get(
    "/readyz",
    readyz({
      isDatabaseUp: options.isDatabaseUp,
      stripe: () => kindOf(stripe),
      ...(options.webhooks ? { webhooks: options.webhooks } : {}),
      closing,
    }),
  );
  app.get("/metrics", metricsDoor(metrics));

  // In no turn: Stripe is answered once an event is stored, without waiting for a moment in which its work has time.
  app.post(
    "/webhooks/stripe",
    limitBody(webhookBodyBytes),
    webhookDoor(options.receiveWebhook, logger),
  );

  app.use("/api/*", limitBody(apiBodyBytes), async (c, next) => {
    await next();
    c.header("cache-control", "no-store");
  });
  app.all(`${authPath}/*`, authDoor(auth, publicUrl));
  app.all(
    `${trpcPath}/*`,
    sameOrigin(trustedOrigins),
    inTurn(options.turnstiles.buyers),
    trpcDoor({ use: api, viewer: auth.viewer, logger, closing }),
  );
  app.get(
    "/api/admin/subscriptions.csv",
    csvDoor({ admin: api.admin, viewer: auth.viewer, logger }),
  );
  app.get("/api/config", (c) => {
    c.set("route", "config");
    return c.json({
      publishableKey: stripe.publishableKey,
      stripeScriptUrl: stripe.scriptUrl,
      stripeDashboard: stripeDashboard(stripe),
    });
  });
  app.all("/api/*", (c) => failure(c, 404, "There is no such API."));
  app.all("/webhooks/*", (c) => failure(c, 404, "There is no such webhook."));
  app.all("*", siteDoor(options.site));

  app.onError((error, c) => {
    logger.error({ err: error }, "a request failed");
    return failure(c, 500, "Something went wrong on our side. Nothing was lost; please try again.");
  });
  return app;
}

/** Before anything is looked up for a request: even finding out who asks is work. Those who only read pass by. */
const inTurn =
  ({ enter }: Turnstile): MiddlewareHandler<Exchange> =>
  (c, next) =>
    c.req.method === "POST" ? enter(next) : next();

function kindOf({ publishableKey, scriptUrl }: AppOptions["stripe"]): "local" | "live" | "test" {
  if (scriptUrl !== null) return "local";
  return publishableKey.startsWith("pk_live_") ? "live" : "test";
}
