import { Hono } from "hono";
import { billingSettings, setBillingSettings } from "../billing/billing-settings.ts";
import { findCard } from "../billing/cards.ts";
import { payHosted } from "../billing/pay-hosted.ts";
import { noCause, type World } from "../state/world.ts";
import { render } from "../wire/render.ts";
import { readEntry } from "./entry.ts";
import { readBillingSettings } from "./read-billing-settings.ts";

/** What a test does to the collecting of money: its settings, a card's bank, a hosted invoice. */
export function billingControl(world: World, json: (request: Request) => Promise<unknown>): Hono {
  const app = new Hono();
  const wrong = (message: string) => ({ error: { message } });

  app.get("/billing", (c) => c.json(billingSettings(world)));
  app.post("/billing", async (c) => {
    const settings = readBillingSettings(await json(c.req.raw));
    if (typeof settings === "string") return c.json(wrong(settings), 400);
    return c.json(world.run(noCause, () => setBillingSettings(world, settings)));
  });

  app.post("/customers/:id/cards", async (c) => {
    const body = await json(c.req.raw);
    const like =
      typeof body === "object" && body !== null && "like" in body ? body.like : undefined;
    if (like !== null && (typeof like !== "string" || findCard(like) === undefined)) {
      return c.json(wrong("like must be the number of a test card, or null."), 400);
    }
    const scope = { index: "customer", key: c.req.param("id") };
    const ids = [...world.store.payment_methods.newestFirst(scope)].map(([id]) => id);
    world.run(noCause, () => {
      for (const id of ids) {
        if (like === null) world.store.card_troubles.drop(id);
        else world.store.card_troubles.put(id, { id, likeNumber: like });
      }
    });
    return c.json({ payment_methods: ids, like });
  });

  app.post("/invoices/:id/pay", async (c) => {
    const entry = readEntry(await json(c.req.raw));
    if (typeof entry === "string") return c.json(wrong(entry), 400);
    const invoice = world.store.invoices.get(c.req.param("id"));
    if (invoice === undefined) return c.json(wrong("There is no such invoice."), 404);
    const { outcome, error } = world.run(noCause, () => payHosted(world, invoice, entry));
    const after = world.store.invoices.get(invoice.id) ?? invoice;
    return c.json({ outcome, error, invoice: render(world.rendering, after, []) });
  });
  return app;
}
