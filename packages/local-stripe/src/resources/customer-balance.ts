import { moveBalance } from "../billing/balance.ts";
import { get, post, type Route } from "../http/route.ts";
import { change } from "../state/world.ts";
import { missing, refusal } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import { fields, integer, optional, text, unsettable } from "../wire/read.ts";
import { currency } from "./currency.ts";
import { find } from "./find.ts";

const path = "/v1/customers/:id/balance_transactions";
const noted = { description: optional(unsettable(text)), metadata: optional(metadata) };

/** The credit (negative) or debt of a customer that the next invoices take into account. */
export const customerBalanceRoutes: Route[] = [
  post(path, fields({ ...noted, amount: integer, currency }), ({ world, params, id }) => {
    const customer = find(world, "customers", { id });
    if (customer.currency !== null && customer.currency !== params.currency) {
      throw refusal(
        `You cannot combine currencies on a single customer. This customer has transacted in ${customer.currency}.`,
        { param: "currency" },
      );
    }
    return moveBalance(world, customer, {
      amount: params.amount,
      currency: params.currency,
      description: params.description ?? null,
      metadata: changedMetadata({}, params.metadata),
      type: "adjustment",
    });
  }),
  get(
    path,
    fields({ ...pageFields, created: optional(range), invoice: optional(text) }),
    ({ world, params, id }) => {
      find(world, "customers", { id });
      return listPage(world.store.customer_balance_transactions, params, {
        url: `/v1/customers/${id}/balance_transactions`,
        what: "customer_balance_transaction",
        scope: { index: "customer", key: id },
        where: (transaction) =>
          (params.invoice === undefined || transaction.invoice === params.invoice) &&
          (params.created?.(transaction.created) ?? true),
      });
    },
  ),
  get(`${path}/:transaction`, fields({}), ({ world, id, ids }) => {
    const transaction = find(world, "customer_balance_transactions", {
      id: ids["transaction"] ?? "",
    });
    if (transaction.customer === id) return transaction;
    throw missing("customer_balance_transaction", transaction.id);
  }),
  post(`${path}/:transaction`, fields(noted), ({ world, params, ids }) => {
    const place = { id: ids["transaction"] ?? "" };
    const before = find(world, "customer_balance_transactions", place);
    return change(
      world,
      { kind: "customer_balance_transactions" },
      {
        ...before,
        description: params.description === undefined ? before.description : params.description,
        metadata: changedMetadata(before.metadata ?? {}, params.metadata),
      },
    );
  }),
];
