import { del, get, type Route } from "../http/route.ts";
import { refusal } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { bool, fields, optional, text } from "../wire/read.ts";
import { find } from "./find.ts";

const listParams = fields({
  ...pageFields,
  created: optional(range),
  customer: optional(text),
  invoice: optional(text),
  pending: optional(bool),
});

export const invoiceItemRoutes: Route[] = [
  get("/v1/invoiceitems", listParams, ({ world, params }) => {
    const { customer, invoice, pending } = params;
    return listPage(world.store.invoiceitems, params, {
      url: "/v1/invoiceitems",
      what: "invoiceitem",
      scope: customer === undefined ? {} : { index: "customer", key: customer },
      where: (item) =>
        (invoice === undefined || item.invoice === invoice) &&
        (pending === undefined || (item.invoice === null) === pending) &&
        (params.created?.(item.date) ?? true),
    });
  }),
  get("/v1/invoiceitems/:id", fields({}), ({ world, id }) => find(world, "invoiceitems", { id })),
  del("/v1/invoiceitems/:id", fields({}), ({ world, id }) => {
    const item = find(world, "invoiceitems", { id });
    if (item.invoice !== null) {
      throw refusal("You can only delete invoice items that are not attached to an invoice.");
    }
    world.store.invoiceitems.drop(id);
    world.emit("invoiceitem.deleted", item);
    return { id, object: "invoiceitem", deleted: true };
  }),
];
