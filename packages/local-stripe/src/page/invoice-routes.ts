import { type Context, Hono } from "hono";
import { payHosted } from "../billing/pay-hosted.ts";
import { noCause, type World } from "../state/world.ts";
import { invoicePage, invoicePdf } from "./invoice-page.ts";

/** The page of an invoice at `hosted_invoice_url`, where it can be paid, and its PDF. */
export function invoiceRoutes(
  world: World,
  notFound: (c: Context) => Response | Promise<Response>,
) {
  const app = new Hono();
  const invoiceOf = ({ id = "", secret = "" }: { id?: string; secret?: string }) => {
    const invoice = world.store.invoices.get(id);
    return invoice?.hosted_invoice_url?.endsWith(`/${id}/${secret}`) === true ? invoice : undefined;
  };

  app.get("/:id/:secret", (c) => {
    const invoice = invoiceOf(c.req.param());
    return invoice === undefined
      ? notFound(c)
      : c.html(invoicePage(world, invoice, { address: c.req.path }));
  });
  app.post("/:id/:secret", async (c) => {
    const invoice = invoiceOf(c.req.param());
    if (invoice === undefined) return notFound(c);
    const { card } = await c.req.parseBody();
    const entry = { card: typeof card === "string" ? card : "" };
    const { outcome, error, intent } = world.run(noCause, () => payHosted(world, invoice, entry));
    if (outcome === "requires_action") return c.redirect(`/3ds/${intent}`, 303);
    if (outcome !== "declined") return c.redirect(c.req.path, 303);
    const current = world.store.invoices.get(invoice.id) ?? invoice;
    return c.html(invoicePage(world, current, { address: c.req.path, error: error ?? "" }), 402);
  });
  app.get("/:id/:secret/pdf", (c) => {
    const invoice = invoiceOf(c.req.param());
    if (invoice === undefined) return notFound(c);
    return new Response(invoicePdf(invoice), {
      headers: {
        "content-type": "application/pdf",
        "content-disposition": `attachment; filename="Invoice-${invoice.number ?? invoice.id}.pdf"`,
      },
    });
  });
  return app;
}
