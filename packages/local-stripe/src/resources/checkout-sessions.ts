import { linesOf } from "../checkout/basket.ts";
import { createSession } from "../checkout/create.ts";
import { expireSession } from "../checkout/expire.ts";
import { sessionParams } from "../checkout/params.ts";
import { get, post, type Route } from "../http/route.ts";
import { change } from "../state/world.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import { fields, ignored, oneOf, optional, text } from "../wire/read.ts";
import { find } from "./find.ts";

const listParams = fields({
  ...pageFields,
  created: optional(range),
  customer: optional(text),
  customer_details: optional(fields({ email: text })),
  payment_intent: optional(text),
  payment_link: optional(ignored),
  status: optional(oneOf("complete", "expired", "open")),
  subscription: optional(text),
});
const updateParams = fields({
  metadata: optional(metadata),
  collected_information: optional(ignored),
  shipping_options: optional(ignored),
});

export const checkoutSessionRoutes: Route[] = [
  post("/v1/checkout/sessions", sessionParams, ({ world, params }) => createSession(world, params)),
  get("/v1/checkout/sessions", listParams, ({ world, params }) => {
    const { customer, subscription } = params;
    const byCustomer = customer === undefined ? {} : { index: "customer", key: customer };
    return listPage(world.store.checkout_sessions, params, {
      url: "/v1/checkout/sessions",
      what: "checkout.session",
      scope: subscription === undefined ? byCustomer : { index: "subscription", key: subscription },
      where: (session) =>
        (params.status === undefined || session.status === params.status) &&
        (customer === undefined || session.customer === customer) &&
        (params.payment_intent === undefined || session.payment_intent === params.payment_intent) &&
        (params.customer_details === undefined ||
          session.customer_details?.email === params.customer_details.email) &&
        (params.created?.(session.created) ?? true),
    });
  }),
  get("/v1/checkout/sessions/:id", fields({}), ({ world, id }) =>
    find(world, "checkout_sessions", { id }),
  ),
  post("/v1/checkout/sessions/:id", updateParams, ({ world, params, id }) => {
    const before = find(world, "checkout_sessions", { id });
    const after = { ...before, metadata: changedMetadata(before.metadata ?? {}, params.metadata) };
    return change(world, { kind: "checkout_sessions" }, after);
  }),
  get("/v1/checkout/sessions/:id/line_items", fields(pageFields), ({ world, params, id }) => {
    const lines = linesOf(find(world, "checkout_sessions", { id }));
    const size = params.limit ?? 10;
    const after = lines.findIndex((line) => line.id === params.starting_after) + 1;
    return {
      object: "list",
      data: lines.slice(after, after + size),
      has_more: lines.length > after + size,
      url: `/v1/checkout/sessions/${id}/line_items`,
    };
  }),
  post("/v1/checkout/sessions/:id/expire", fields({}), ({ world, id }) =>
    expireSession(world, find(world, "checkout_sessions", { id })),
  ),
];
