import type { Context } from "hono";
import type { Exchange } from "./exchange.ts";
import { failure } from "./failure.ts";
import type { Site, SiteFile } from "./load-site.ts";

/**
 * Serves the web app. Addresses without a file are the app's own pages (`/checkout`) and get its `index.html`; an
 * asset that is missing is 404, so that a browser with a page of an older version notices.
 */
export function siteDoor(site: Site | null) {
  return (c: Context<Exchange>): Response => {
    if (c.req.method !== "GET" && c.req.method !== "HEAD")
      return failure(c, 404, "There is nothing here.");
    const { path } = c.req;
    const file = site?.get(path) ?? (isPage(path) ? site?.get("/index.html") : undefined);
    if (file === undefined) return failure(c, 404, "There is nothing here.");
    c.set("route", "site");
    return send(c, file);
  };
}

const isPage = (path: string): boolean => !/\.\w+$/.test(path) && !path.startsWith("/assets/");

function send(c: Context<Exchange>, file: SiteFile): Response {
  c.header("content-type", file.type);
  c.header("etag", file.etag);
  c.header("cache-control", file.isImmutable ? "public, max-age=31536000, immutable" : "no-cache");
  c.header("vary", "accept-encoding");
  if (c.req.header("if-none-match") === file.etag) return c.body(null, 304);
  const accepted = c.req.header("accept-encoding") ?? "";
  const encoding = (["br", "gzip"] as const).find((name) => accepts(accepted, name));
  if (file.compressed === null || encoding === undefined) return c.body(file.body);
  c.header("content-encoding", encoding);
  return c.body(file.compressed[encoding]);
}

const accepts = (header: string, name: string): boolean =>
  header.split(",").some((part) => {
    const [encoding = "", weight = ""] = part.split(";");
    return encoding.trim() === name && !/^\s*q=0(\.0*)?\s*$/.test(weight);
  });
