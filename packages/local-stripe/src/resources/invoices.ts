import { previewInvoice } from "../billing/preview.ts";
import { previewParams } from "../changes/preview-params.ts";
import { get, post, type Route } from "../http/route.ts";
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
];
