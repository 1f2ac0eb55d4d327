import { type Context, Hono } from "hono";
import type { RequestLog } from "../../http/requests.ts";
import type { World } from "../../state/world.ts";
import { objectPage } from "./object-page.ts";
import { requestPage } from "./request-page.ts";
import { objectIn, sections } from "./sections.ts";

type Parts = {
  world: World;
  log: Pick<RequestLog, "all">;
  notFound: (c: Context) => Response | Promise<Response>;
};

/** Stripe's dashboard as far as a link leads there: one object, by the address that it has there. To read only. */
export function dashboardRoutes({ world, log, notFound }: Parts): Hono {
  const app = new Hono();
  app.get("/logs/:id", (c) => {
    const id = c.req.param("id");
    const seen = log.all().find(({ requestId }) => requestId === id);
    const shown = requestPage(world, { id, seen });
    return shown === undefined ? notFound(c) : c.html(shown);
  });
  for (const section of Object.keys(sections)) {
    app.get(`/${section}/:id`, (c) => {
      const id = c.req.param("id");
      const object = objectIn(world.store, section, id);
      return object === undefined
        ? notFound(c)
        : c.html(objectPage(world, { section, id, object }));
    });
  }
  return app;
}
