import { finalizeInvoice } from "../billing/finalize-invoice.ts";
import { methodOfInvoice } from "../billing/invoice-method.ts";
import { collectInvoice, markPaid } from "../billing/pay-invoice.ts";
import { markUncollectible, voidInvoice } from "../billing/settle-invoice.ts";
import { recover } from "../billing/standing.ts";
import { dropPending } from "../changes/drop-pending.ts";
import { type Answer, del, post, type Route } from "../http/route.ts";
import { change, type World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import { bool, fields, ignored, optional, type Read, text, unsettable } from "../wire/read.ts";
import type { Invoice } from "../wire/stored.ts";
import { find } from "./find.ts";

const updateParams = fields({
  auto_advance: optional(bool),
  default_payment_method: optional(unsettable(text)),
  description: optional(unsettable(text)),
  footer: optional(unsettable(text)),
  metadata: optional(metadata),
});
const payParams = fields({
  payment_method: optional(text),
  forgive: optional(ignored),
  off_session: optional(ignored),
  paid_out_of_band: optional(bool),
});

/** What a person or a program does to an invoice. */
export const invoiceActionRoutes: Route[] = [
  post("/v1/invoices/:id", updateParams, ({ world, params, id }) => {
    const before = find(world, "invoices", { id });
    const method = params.default_payment_method;
    if (typeof method === "string")
      find(world, "payment_methods", { id: method, param: "default_payment_method" });
    return change(
      world,
      { kind: "invoices", event: "invoice.updated" },
      {
        ...before,
        auto_advance: params.auto_advance ?? before.auto_advance === true,
        default_payment_method: method === undefined ? before.default_payment_method : method,
        description: params.description === undefined ? before.description : params.description,
        footer: params.footer === undefined ? before.footer : params.footer,
        metadata: changedMetadata(before.metadata ?? {}, params.metadata),
      },
    );
  }),
  post(
    "/v1/invoices/:id/finalize",
    fields({ auto_advance: optional(bool) }),
    ({ world, params, id }) => {
      const invoice = find(world, "invoices", { id });
      if (invoice.status !== "draft")
        throw refusal(
          "This invoice is already finalized, you can't re-finalize a non-draft invoice.",
        );
      const auto_advance = params.auto_advance ?? invoice.auto_advance === true;
      const open = finalizeInvoice(world, { ...invoice, auto_advance, next_payment_attempt: null });
      return open.amount_due > 0 ? open : settled(world, markPaid(world, open, null));
    },
  ),
  post("/v1/invoices/:id/pay", payParams, ({ world, params, id }) =>
    pay(world, find(world, "invoices", { id }), params),
  ),
  post("/v1/invoices/:id/void", fields({}), ({ world, id }) => {
    const invoice = find(world, "invoices", { id });
    const subscription = invoice.parent?.subscription_details?.subscription ?? "";
    if (world.store.pending_updates.get(subscription)?.invoice !== id) {
      return voidInvoice(world, invoice);
    }
    dropPending(world, subscription);
    return find(world, "invoices", { id });
  }),
  post("/v1/invoices/:id/mark_uncollectible", fields({}), ({ world, id }) =>
    markUncollectible(world, find(world, "invoices", { id }), "user_forgiven"),
  ),
  del("/v1/invoices/:id", fields({}), ({ world, id }) => {
    const invoice = find(world, "invoices", { id });
    if (invoice.status !== "draft" || invoice.parent?.subscription_details != null) {
      throw refusal("You can only delete draft invoices that no subscription has made.");
    }
    world.store.invoices.drop(id);
    world.emit("invoice.deleted", invoice);
    return { id, object: "invoice", deleted: true };
  }),
];

function settled(world: World, invoice: Invoice): Invoice {
  recover(world, invoice);
  return world.store.invoices.get(invoice.id) ?? invoice;
}

function pay(world: World, invoice: Invoice, params: Read<typeof payParams>): Answer {
  if (invoice.status === "paid") throw refusal("Invoice is already paid");
  if (invoice.status !== "open" && invoice.status !== "uncollectible")
    throw refusal(`You cannot pay an invoice with status ${invoice.status}.`);
  if (params.paid_out_of_band === true) return settled(world, markPaid(world, invoice, null));
  const method =
    params.payment_method === undefined
      ? methodOfInvoice(world, invoice)
      : find(world, "payment_methods", { id: params.payment_method, param: "payment_method" });
  const collected = collectInvoice(world, invoice, { method, confirmed: false });
  switch (collected.is) {
    case "paid":
      return settled(world, collected.invoice);
    case "no_method":
      throw refusal(
        "There is no default payment method set on this Customer, and none was given.",
        { code: "resource_missing" },
      );
    case "declined":
      return refusal(collected.reason.message, {
        status: 402,
        type: "card_error",
        code: collected.reason.code,
        declineCode: collected.reason.declineCode,
      });
    case "requires_action":
      return refusal("Your card was declined. This transaction requires authentication.", {
        status: 402,
        type: "card_error",
        code: "invoice_payment_intent_requires_action",
      });
  }
}
