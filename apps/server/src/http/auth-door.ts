import type { Context } from "hono";
import { type Auth, clientAddressHeader } from "../auth/create-auth.ts";
import type { Exchange } from "./exchange.ts";

export const authPath = "/api/auth";

/** Hands requests to the sign-in library, with the caller's address as we know it. */
export function authDoor(auth: Pick<Auth, "handle" | "paths">, publicUrl: string) {
  return (c: Context<Exchange>): Promise<Response> => {
    const path = c.req.path.slice(authPath.length);
    c.set("route", auth.paths.has(path) ? `auth:${path}` : "auth:other");
    const headers = new Headers(c.req.raw.headers);
    headers.set(clientAddressHeader, c.get("clientAddress"));
    // The library refuses scripts, which have no origin to send.
    if (!isFromBrowser(headers)) headers.set("origin", new URL(publicUrl).origin);
    return auth.handle(new Request(c.req.raw, { headers }));
  };
}

/** Browsers say one of these on every POST. Node's `fetch` says `sec-fetch-mode`, and none of these. */
const isFromBrowser = (headers: Headers): boolean =>
  ["origin", "referer", "sec-fetch-site"].some((name) => headers.has(name));
