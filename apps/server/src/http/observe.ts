import type { MiddlewareHandler } from "hono";
import type { Logger } from "pino";
import { inRequestScope } from "../log/request-scope.ts";
import type { Metrics } from "../metrics/create-metrics.ts";
import type { Exchange } from "./exchange.ts";

/** Asked all the time by machines; what goes well there would hide everything else in the log. */
const chatter = new Set(["healthz", "readyz", "metrics", "site", "webhook"]);

/**
 * Counts and logs each request. The log has the route and not the address that was asked for, because addresses carry
 * codes, session ids and reset tokens.
 */
export function observe(
  logger: Logger,
  metrics: Pick<Metrics, "request">,
): MiddlewareHandler<Exchange> {
  return (c, next) =>
    inRequestScope(c.get("requestId"), async () => {
      const startedAtMs = performance.now();
      c.set("route", "unknown");
      await next();
      // Only now: a door that answers with a response of its own drops what was set before it.
      c.header("x-request-id", c.get("requestId"));
      const durationMs = Math.round((performance.now() - startedAtMs) * 10) / 10;
      const { status } = c.res;
      const route = c.get("route");
      metrics.request(route, c.req.method, { status, seconds: durationMs / 1000 });
      const level = status >= 500 ? "error" : chatter.has(route) && status < 400 ? "debug" : "info";
      logger[level]({ method: c.req.method, route, status, durationMs }, "request");
    });
}
