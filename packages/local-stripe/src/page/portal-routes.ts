import { type Context, Hono } from "hono";
import { clockOf } from "../billing/clock-of.ts";
import {
  changeInPortal,
  endInPortal,
  forgetPlans,
  keepInPortal,
  replaceCard,
} from "../portal/actions.ts";
import { defaultConfiguration } from "../portal/configuration.ts";
import { noCause, type World } from "../state/world.ts";
import { StripeFailure } from "../wire/failure.ts";
import type { PortalSession } from "../wire/stored.ts";
import { donePage, portalPage } from "./portal-page.ts";

type Form = Record<string, unknown>;

/** The portal under `/p/session`: pages and their forms, which work without a script. */
export function portalRoutes(
  world: World,
  notFound: (c: Context) => Response | Promise<Response>,
): Hono {
  const app = new Hono();
  const portalOf = (c: Context) => world.store.billing_portal_sessions.get(c.req.param("id") ?? "");
  const configurationOf = (portal: PortalSession) =>
    world.store.billing_portal_configurations.get(portal.configuration) ??
    defaultConfiguration(world);

  const show = (c: Context, portal: PortalSession, problem?: string) => {
    const flow = c.req.query("home") === undefined ? portal.flow : null;
    const configuration = configurationOf(portal);
    const status = problem === undefined ? 200 : 400;
    return c.html(portalPage(world, portal, { configuration, flow, problem }), status);
  };
  /** Does it and goes on, or says why not; a refusal changes nothing. */
  const act = (c: Context, portal: PortalSession, work: () => unknown) => {
    try {
      world.on(clockOf(world, portal.customer), () => world.run(noCause, work));
    } catch (fault) {
      if (fault instanceof StripeFailure) return show(c, portal, fault.message);
      throw fault;
    }
    const completion = portal.flow?.after_completion;
    if (completion?.redirect != null) return c.redirect(completion.redirect.return_url, 303);
    const confirmation = completion?.hosted_confirmation;
    if (confirmation != null) {
      return c.html(donePage(portal, confirmation.custom_message ?? "Your change was made."));
    }
    return c.redirect(`/p/session/${portal.id}${portal.flow === null ? "" : "?home"}`, 303);
  };

  app.get("/:id", (c) => {
    const portal = portalOf(c);
    return portal === undefined ? notFound(c) : show(c, portal);
  });
  app.post("/:id/payment-method", async (c) => {
    const portal = portalOf(c);
    if (portal === undefined) return notFound(c);
    const number = textOf(await c.req.parseBody(), "card") ?? "";
    const configuration = configurationOf(portal);
    return act(c, portal, () => replaceCard(world, portal.customer, { number, configuration }));
  });
  app.post("/:id/:subscription/:action", async (c) => {
    const portal = portalOf(c);
    const subscription = world.store.subscriptions.get(c.req.param("subscription"));
    if (portal === undefined || subscription?.customer !== portal.customer) return notFound(c);
    const form = await c.req.parseBody();
    const configuration = configurationOf(portal);
    const action = c.req.param("action");
    if (action === "keep") return act(c, portal, () => keepInPortal(world, subscription));
    if (action === "unschedule") return act(c, portal, () => forgetPlans(world, subscription));
    if (action === "update") {
      const price = textOf(form, "price") ?? "";
      return act(c, portal, () => changeInPortal(world, subscription, { configuration, price }));
    }
    if (action !== "cancel") return notFound(c);
    const reason = { comment: textOf(form, "comment"), feedback: textOf(form, "feedback") };
    return act(c, portal, () => endInPortal(world, subscription, { configuration, reason }));
  });
  return app;
}

function textOf(form: Form, name: string): string | undefined {
  const value = form[name];
  return typeof value === "string" && value !== "" ? value : undefined;
}
