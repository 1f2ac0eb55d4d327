import { withExpiry } from "../billing/card-expiry.ts";
import { findCard, wellKnownCards } from "../billing/cards.ts";
import { attach, detach, newPaymentMethod } from "../billing/payment-method.ts";
import { get, post, type Route } from "../http/route.ts";
import { change, type World } from "../state/world.ts";
import { badParameter, missing } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import { fields, ignored, integer, missingParameter, oneOf, optional, text } from "../wire/read.ts";
import type { PaymentMethod } from "../wire/stored.ts";
import { find, liveCustomer } from "./find.ts";

const cardParams = fields({
  number: optional(text),
  token: optional(text),
  exp_month: optional(integer),
  exp_year: optional(integer),
  cvc: optional(text),
});
const createParams = fields({
  type: oneOf("card"),
  card: cardParams,
  billing_details: optional(ignored),
  metadata: optional(ignored),
  allow_redisplay: optional(text),
});

const updateParams = fields({
  card: optional(fields({ exp_month: optional(integer), exp_year: optional(integer) })),
  allow_redisplay: optional(ignored),
  billing_details: optional(ignored),
  metadata: optional(metadata),
});

function wellKnown(world: World, name: string): PaymentMethod | undefined {
  const number = wellKnownCards[name];
  const card = number === undefined ? undefined : findCard(number);
  return card && newPaymentMethod(world, card, { email: null, name: null });
}

const withCustomer = { ...pageFields, customer: optional(text), created: optional(range) };

export const paymentRoutes: Route[] = [
  post("/v1/payment_methods", createParams, ({ world, params }) => {
    const { number, token } = params.card;
    if (number === undefined && token === undefined) throw missingParameter("card[number]");
    const card = number === undefined ? undefined : findCard(number);
    const method =
      card === undefined
        ? wellKnown(world, token?.replace(/^tok_/, "") ?? "")
        : newPaymentMethod(world, card, { email: null, name: null });
    if (method === undefined)
      throw badParameter("Your card number is incorrect.", "card[number]", "incorrect_number");
    const dated = withExpiry(world, method, params.card);
    world.store.payment_methods.put(dated.id, dated);
    return dated;
  }),
  get(
    "/v1/payment_methods",
    fields({
      ...pageFields,
      customer: optional(text),
      type: optional(text),
      allow_redisplay: optional(text),
    }),
    ({ world, params }) =>
      listPage(world.store.payment_methods, params, {
        url: "/v1/payment_methods",
        what: "PaymentMethod",
        scope: params.customer === undefined ? {} : { index: "customer", key: params.customer },
        where: (method) => params.type === undefined || method.type === params.type,
      }),
  ),
  get(
    "/v1/customers/:id/payment_methods",
    fields({ ...pageFields, type: optional(text), allow_redisplay: optional(text) }),
    ({ world, params, id }) => {
      find(world, "customers", { id });
      return listPage(world.store.payment_methods, params, {
        url: `/v1/customers/${id}/payment_methods`,
        what: "PaymentMethod",
        scope: { index: "customer", key: id },
      });
    },
  ),
  get("/v1/payment_methods/:id", fields({}), ({ world, id }) =>
    find(world, "payment_methods", { id }),
  ),
  post("/v1/payment_methods/:id", updateParams, ({ world, params, id }) => {
    const before = find(world, "payment_methods", { id });
    const after = withExpiry(world, before, params.card ?? {});
    return change(
      world,
      { kind: "payment_methods", event: "payment_method.updated" },
      { ...after, metadata: changedMetadata(before.metadata ?? {}, params.metadata) },
    );
  }),
  post("/v1/payment_methods/:id/attach", fields({ customer: text }), ({ world, params, id }) => {
    const customer = liveCustomer(world, params.customer).id;
    const known = id.startsWith("pm_card_")
      ? wellKnown(world, id.slice("pm_card_".length))
      : world.store.payment_methods.get(id);
    if (known === undefined) throw missing("PaymentMethod", id);
    if (known.customer !== null && known.customer !== customer) {
      throw badParameter(
        "The payment method you provided has already been attached to a customer.",
      );
    }
    return attach(world, known, { customer, asDefault: false });
  }),
  post("/v1/payment_methods/:id/detach", fields({}), ({ world, id }) => {
    const method = find(world, "payment_methods", { id });
    if (method.customer === null)
      throw badParameter(
        "The payment method you provided is not attached to a customer so detachment is impossible.",
      );
    return detach(world, method);
  }),
  get("/v1/payment_intents", fields(withCustomer), ({ world, params }) =>
    listPage(world.store.payment_intents, params, {
      url: "/v1/payment_intents",
      what: "payment_intent",
      scope: params.customer === undefined ? {} : { index: "customer", key: params.customer },
      where: (intent) => params.created?.(intent.created) ?? true,
    }),
  ),
  get("/v1/payment_intents/:id", fields({ client_secret: optional(text) }), ({ world, id }) =>
    find(world, "payment_intents", { id }),
  ),
  get(
    "/v1/setup_intents",
    fields({ ...withCustomer, payment_method: optional(text) }),
    ({ world, params }) =>
      listPage(world.store.setup_intents, params, {
        url: "/v1/setup_intents",
        what: "setupintent",
        scope: params.customer === undefined ? {} : { index: "customer", key: params.customer },
      }),
  ),
  get("/v1/setup_intents/:id", fields({ client_secret: optional(text) }), ({ world, id }) =>
    find(world, "setup_intents", { id }),
  ),
  get(
    "/v1/charges",
    fields({ ...withCustomer, payment_intent: optional(text) }),
    ({ world, params }) => {
      const byCustomer =
        params.customer === undefined ? {} : { index: "customer", key: params.customer };
      return listPage(world.store.charges, params, {
        url: "/v1/charges",
        what: "charge",
        scope:
          params.payment_intent === undefined
            ? byCustomer
            : { index: "payment_intent", key: params.payment_intent },
        where: (charge) => params.created?.(charge.created) ?? true,
      });
    },
  ),
  get("/v1/charges/:id", fields({}), ({ world, id }) => find(world, "charges", { id })),
];
