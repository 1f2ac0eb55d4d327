import { Hono } from "hono";
import { answerBank } from "../billing/answer-bank.ts";
import { noCause, type World } from "../state/world.ts";
import { html, page } from "./html.ts";

/** The page of the cardholder's bank (3-D Secure) for payments that Checkout did not start. */
export function bankRoutes(world: World): Hono {
  const app = new Hono();
  app.get("/:intent", (c) => {
    const intent = world.store.payment_intents.get(c.req.param("intent"));
    const waits = intent?.status === "requires_action";
    const body = html`<main><h1>Your bank asks you to confirm</h1>
${
  waits
    ? html`<form method="post"><button name="action" value="complete">Complete</button>
<button class="second" name="action" value="fail">Fail</button></form>`
    : html`<p>There is nothing to confirm here any more.</p>`
}</main>`;
    return c.html(page({ title: "Your bank", body }), intent === undefined ? 404 : 200);
  });
  app.post("/:intent", async (c) => {
    const form = await c.req.parseBody();
    const id = c.req.param("intent");
    const completes = form["action"] === "complete";
    world.run(noCause, () => answerBank(world, id, completes));
    return c.redirect(`/3ds/${id}`, 303);
  });
  return app;
}
