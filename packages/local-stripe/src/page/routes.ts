import { readFileSync } from "node:fs";
import { type Context, Hono } from "hono";
import { clockOf } from "../billing/clock-of.ts";
import { paySession } from "../checkout/pay.ts";
import { readEntry } from "../control/entry.ts";
import type { RequestLog } from "../http/requests.ts";
import { noCause, type World } from "../state/world.ts";
import type { CheckoutSession } from "../wire/stored.ts";
import { bankRoutes } from "./bank-page.ts";
import { dashboardRoutes } from "./dashboard/dashboard-routes.ts";
import { html, page } from "./html.ts";
import { invoiceRoutes } from "./invoice-routes.ts";
import { closedPage, nextAddress, payPage } from "./pay-page.ts";
import { portalRoutes } from "./portal-routes.ts";

const browserFile = (name: string) =>
  readFileSync(new URL(`browser/${name}`, import.meta.url), "utf8");
const css = browserFile("page.css");
const payScript = browserFile("pay.js");
const stripeScript = browserFile("stripe.js");

type Parts = { world: World; log: Pick<RequestLog, "all">; baseUrl: string };

/** Pages for people: paying, invoices, the portal, the dashboard, and the browser script that embeds the pay page. */
export function pageRoutes({ world, log, baseUrl }: Parts): Hono {
  const app = new Hono();
  const script = (c: Context, text: string) =>
    c.body(text, 200, {
      "content-type": "text/javascript; charset=utf-8",
      "cache-control": "no-cache",
      "access-control-allow-origin": "*",
    });
  const sessionOf = (id: string) => world.store.checkout_sessions.get(id);
  const notFound = (c: Context) => c.html(missingPage, 404);
  const paying = (session: CheckoutSession) =>
    world.on(clockOf(world, session.customer), () => payPage(world, session));

  for (const path of ["/v3/stripe.js", "/stripe.js", "/endive/stripe.js", "/v3", "/v3/"]) {
    app.get(path, (c) => script(c, stripeScript.replace("{BASE}", baseUrl)));
  }
  app.get("/_page/pay.js", (c) => script(c, payScript));
  app.get("/_page/page.css", (c) =>
    c.body(css, 200, { "content-type": "text/css; charset=utf-8" }),
  );

  app.get("/c/pay/:id", (c) => {
    const session = sessionOf(c.req.param("id"));
    if (session === undefined || session.ui_mode === "embedded_page") return notFound(c);
    if (session.status === "open") return c.html(paying(session));
    const next = session.status === "complete" ? nextAddress(session) : null;
    return next === null ? c.html(closedPage(session)) : c.redirect(next, 303);
  });

  app.get("/c/embedded/:secret", (c) => {
    const secret = c.req.param("secret");
    const session = sessionOf(secret.split("_secret_")[0] ?? "");
    if (session === undefined || session.client_secret !== secret) return notFound(c);
    return c.html(session.status === "open" ? paying(session) : closedPage(session));
  });

  app.get("/c/pay/:id/bank", (c) => {
    const session = sessionOf(c.req.param("id"));
    if (session === undefined) return notFound(c);
    const { client_secret: secret, id } = session;
    return c.redirect(secret === null ? `/c/pay/${id}` : `/c/embedded/${secret}`, 303);
  });
  app.route("/3ds", bankRoutes(world));

  app.post("/c/pay/:id/submit", async (c) => {
    const session = sessionOf(c.req.param("id"));
    if (session === undefined) return c.json({ outcome: "expired" }, 404);
    const entry = readEntry(await c.req.json().catch(() => undefined));
    if (typeof entry === "string")
      return c.json({ outcome: "refused", error: { message: entry } }, 400);
    const result = world.run(noCause, () => paySession(world, session, entry));
    return c.json({
      outcome: result.outcome,
      error: "error" in result ? result.error : null,
      next: nextAddress(result.session),
    });
  });

  app.route("/i", invoiceRoutes(world, notFound));

  app.route("/p/session", portalRoutes(world, notFound));

  app.route("/dashboard", dashboardRoutes({ world, log, notFound }));

  app.get("/receipts/:id", (c) => {
    const charge = world.store.charges.get(c.req.param("id"));
    return charge === undefined
      ? notFound(c)
      : c.html(
          page({
            title: "Receipt",
            body: html`<main><h1>Receipt</h1><p>${charge.description ?? ""}</p></main>`,
          }),
        );
  });
  app.all("*", notFound);
  return app;
}

const missingPage = page({
  title: "Not found",
  body: html`<main><h1>Not found</h1><p>There is no such page. The link may be of an earlier run.</p></main>`,
});
