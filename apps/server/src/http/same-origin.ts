import type { MiddlewareHandler } from "hono";
import type { Exchange } from "./exchange.ts";
import { failure } from "./failure.ts";

/**
 * Refuses what another site makes a visitor's browser do with the visitor's cookies. Browsers say where a request comes
 * from (`Sec-Fetch-Site`, before 2023 only `Origin`) and pages cannot change it. A caller that says neither is no
 * browser, and one without cookies has nothing that could be abused.
 */
export function sameOrigin(trustedOrigins: readonly string[]): MiddlewareHandler<Exchange> {
  return async (c, next) => {
    const isSafe = c.req.method === "GET" || c.req.method === "HEAD";
    if (
      isSafe ||
      c.req.header("cookie") === undefined ||
      isFromUs(c.req.raw.headers, trustedOrigins)
    )
      return next();
    return failure(c, 403, "This request came from another site and was refused.");
  };
}

function isFromUs(headers: Headers, trustedOrigins: readonly string[]): boolean {
  const site = headers.get("sec-fetch-site");
  if (site !== null) return site === "same-origin" || site === "none";
  const origin = headers.get("origin");
  return origin === null || trustedOrigins.includes(origin);
}
