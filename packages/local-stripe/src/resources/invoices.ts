import { recover } from "../billing/answer-bank.ts";
import { collectInvoice } from "../billing/pay-invoice.ts";
import { previewInvoice, previewParams } from "../billing/preview.ts";
import { get, post, type Route } from "../http/route.ts";
import { change } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { fields, ignored, oneOf, optional, text } from "../wire/read.ts";
import { find } from "./find.ts";

const listParams = fields({
  ...pageFields,
  collection_method: optional(text),
  created: optional(range),
  customer: optional(text),
  due_date: optional(ignored),
  status: optional(oneOf("draft", "open", "paid", "uncollectible", "void")),
  subscription: optional(text),
});

export const invoiceRoutes: Route[] = [
  get("/v1/invoices", listParams, ({ world, params }) => {
    const { customer, subscription } = params;
    const byCustomer = customer === undefined ? {} : { index: "customer", key: customer };
    return listPage(world.store.invoices, params, {
      url: "/v1/invoices",
      what: "invoice",
      scope: subscription === undefined ? byCustomer : { index: "subscription", key: subscription },
      where: (invoice) =>
        (params.status === undefined || invoice.status === params.status) &&
        (customer === undefined || invoice.customer === customer) &&
        (params.created?.(invoice.created) ?? true),
    });
  }),
  post("/v1/invoices/create_preview", previewParams, ({ world, params }) =>
    previewInvoice(world, params),
  ),
  get("/v1/invoices/:id", fields({}), ({ world, id }) => find(world, "invoices", { id })),
  get(
    "/v1/invoices/:id/lines",
    fields(pageFields),
    ({ world, id }) => find(world, "invoices", { id }).lines,
  ),
  post(
    "/v1/invoices/:id/pay",
    fields({
      payment_method: optional(text),
      off_session: optional(ignored),
      paid_out_of_band: optional(ignored),
    }),
    ({ world, params, id }) => {
      const invoice = find(world, "invoices", { id });
      if (invoice.status === "paid") throw refusal("Invoice is already paid");
      if (invoice.status !== "open")
        throw refusal(`You cannot pay an invoice with status ${invoice.status}.`);
      const customer = world.store.customers.get(invoice.customer ?? "");
      const settings =
        customer !== undefined && "invoice_settings" in customer
          ? customer.invoice_settings
          : undefined;
      const wanted = params.payment_method ?? settings?.default_payment_method ?? null;
      const method =
        wanted === null
          ? undefined
          : find(world, "payment_methods", { id: wanted, param: "payment_method" });
      const collected = collectInvoice(world, invoice, { method, confirmed: false });
      if (collected.is === "no_method") {
        throw refusal(
          "There is no default payment method set on this Customer, and none was given.",
          { code: "resource_missing" },
        );
      }
      if (collected.is === "declined") {
        return refusal(collected.reason.message, {
          status: 402,
          type: "card_error",
          code: collected.reason.code,
          declineCode: collected.reason.declineCode,
        });
      }
      if (collected.is === "requires_action") {
        return refusal("Your card was declined. This transaction requires authentication.", {
          status: 402,
          type: "card_error",
          code: "invoice_payment_intent_requires_action",
        });
      }
      recover(world, invoice.parent?.subscription_details?.subscription);
      return collected.invoice;
    },
  ),
  post("/v1/invoices/:id/void", fields({}), ({ world, id }) => {
    const invoice = find(world, "invoices", { id });
    if (invoice.status !== "open")
      throw refusal(`You can only void open invoices; this one is ${invoice.status}.`);
    const transitions = { ...invoice.status_transitions, voided_at: world.now() };
    return change(
      world,
      { kind: "invoices", event: "invoice.voided" },
      {
        ...invoice,
        amount_remaining: 0,
        auto_advance: false,
        status: "void",
        status_transitions: transitions,
      },
    );
  }),
  get(
    "/v1/invoice_payments",
    fields({
      ...pageFields,
      invoice: optional(text),
      payment: optional(ignored),
      status: optional(text),
    }),
    ({ world, params }) =>
      listPage(world.store.invoice_payments, params, {
        url: "/v1/invoice_payments",
        what: "invoice_payment",
        scope: params.invoice === undefined ? {} : { index: "invoice", key: params.invoice },
        where: (payment) => params.status === undefined || payment.status === params.status,
      }),
  ),
  get("/v1/invoice_payments/:id", fields({}), ({ world, id }) =>
    find(world, "invoice_payments", { id }),
  ),
  get(
    "/v1/invoiceitems",
    fields({
      ...pageFields,
      customer: optional(text),
      invoice: optional(text),
      pending: optional(ignored),
      created: optional(range),
    }),
    ({ world, params }) =>
      listPage(world.store.invoiceitems, params, {
        url: "/v1/invoiceitems",
        what: "invoiceitem",
        scope: params.customer === undefined ? {} : { index: "customer", key: params.customer },
      }),
  ),
  get("/v1/invoiceitems/:id", fields({}), ({ world, id }) => find(world, "invoiceitems", { id })),
];
