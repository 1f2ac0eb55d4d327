import type { World } from "../../state/world.ts";
import { render } from "../../wire/render.ts";
import { html, page } from "../html.ts";
import { customerLists } from "./customer-lists.ts";
import { jsonPart } from "./json-part.ts";
import { momentOf } from "./moment-of.ts";

type Shown = { section: string; id: string; object: object };

/** An object as it is now, as JSON; of a customer also what it has. */
export function objectPage(world: World, { section, id, object }: Shown): string {
  const json = render(world.rendering, object, []);
  const { object: kind, created, status, name, email } = json;
  const title = `${String(kind).replaceAll(/[._]/g, " ")} ${id}`;
  const about = [
    ...[name, email, status].filter((one) => typeof one === "string"),
    ...(typeof created === "number" ? [momentOf(created)] : []),
    ...(json["deleted"] === true ? ["deleted"] : []),
  ];
  const body = html`<main class="wide">
<p class="quiet">The local Stripe stands in for Stripe’s servers</p>
<h1>${title}</h1>
${about.length > 0 && html`<p>${about.join(" · ")}</p>`}
${section === "customers" && customerLists(world, id)}
<section><h2>The object</h2>
${jsonPart(world.store, json)}</section>
</main>`;
  return page({ title, body });
}
