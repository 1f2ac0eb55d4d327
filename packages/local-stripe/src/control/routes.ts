import { Hono } from "hono";
import { paySession } from "../checkout/pay.ts";
import { type Faults, readFaultPlan } from "../faults/plan.ts";
import type { RequestLog } from "../http/requests.ts";
import { noCause, type World } from "../state/world.ts";
import { render } from "../wire/render.ts";
import { billingControl } from "./billing-routes.ts";
import { readEntry } from "./entry.ts";
import { describeState } from "./state.ts";

type Control = { world: World; faults: Faults; log: RequestLog; afterReset: () => void };

/** What a developer or a test does to the local Stripe: look inside, pay, break it, move its clock. */
export function controlRoutes({ world, faults, log, afterReset }: Control): Hono {
  const app = new Hono();
  const json = async (request: Request): Promise<unknown> => {
    const body = await request.text();
    if (body.trim() === "") return {};
    try {
      return JSON.parse(body);
    } catch {
      return undefined;
    }
  };

  app.get("/state", (c) => c.json(describeState(world)));
  app.get("/requests", (c) => c.json({ data: log.all(), totals: log.totals() }));
  app.get("/deliveries", (c) => c.json({ waiting: world.store.deliveries.size() }));
  app.get("/faults", (c) => c.json(faults.plan()));

  app.post("/checkout/sessions/:id/pay", async (c) => {
    const entry = readEntry(await json(c.req.raw));
    if (typeof entry === "string") return c.json({ error: { message: entry } }, 400);
    const session = world.store.checkout_sessions.get(c.req.param("id"));
    if (session === undefined) {
      return c.json(
        { error: { message: `No such checkout.session: '${c.req.param("id")}'` } },
        404,
      );
    }
    const result = world.run(noCause, () => paySession(world, session, entry));
    const subscription = world.store.subscriptions.get(result.session.subscription ?? "");
    return c.json({
      outcome: result.outcome,
      session: render(world.rendering, result.session, []),
      subscription: subscription === undefined ? null : render(world.rendering, subscription, []),
      error: "error" in result ? result.error : null,
    });
  });

  app.route("/", billingControl(world, json));

  app.post("/faults", async (c) => {
    const plan = readFaultPlan(await json(c.req.raw));
    if (typeof plan === "string") return c.json({ error: { message: plan } }, 400);
    faults.replace(plan);
    return c.json(plan);
  });

  app.post("/clock", async (c) => {
    const body = await json(c.req.raw);
    const advanceMs =
      typeof body === "object" && body !== null && "advanceMs" in body ? body.advanceMs : undefined;
    if (typeof advanceMs !== "number" || !(advanceMs >= 0)) {
      return c.json(
        { error: { message: "advanceMs must be a number of milliseconds, 0 or more." } },
        400,
      );
    }
    world.advance(advanceMs);
    return c.json({ now: world.now(), nowMs: world.nowMs() });
  });

  app.post("/reset", (c) => {
    world.reset();
    faults.replace({});
    log.clear();
    afterReset();
    return c.json({ reset: true });
  });

  app.all("*", (c) =>
    c.json(
      { error: { message: `There is no control called ${c.req.method} ${c.req.path}.` } },
      404,
    ),
  );
  return app;
}
