import { del, get, post, type Route } from "../http/route.ts";
import { add, type World } from "../state/world.ts";
import { missing, refusal } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import { listPage, pageFields } from "../wire/list.ts";
import { fields, type Reader, text } from "../wire/read.ts";
import type { TaxId } from "../wire/stored.ts";
import { find } from "./find.ts";

const path = "/v1/customers/:id/tax_ids";

/** Stripe's types begin with a country, or with what several countries share. */
const type: Reader<TaxId["type"]> = (form, name) => {
  const value = text(form, name);
  if (isType(value)) return value;
  throw refusal(`Invalid ${name}: must be one of ae_trn, au_abn, …`, { param: name });
};
const isType = (value: string): value is TaxId["type"] => /^[a-z]{2}_[a-z0-9_]+$/.test(value);

/** As authorities know a customer. Whether they really do is not asked here: it stays pending. */
export const taxIdRoutes: Route[] = [
  post(path, fields({ type, value: text }), ({ world, params, id }) => {
    const customer = find(world, "customers", { id });
    const taxId: TaxId = {
      id: newId("txi"),
      object: "tax_id",
      country: params.type.startsWith("eu_")
        ? params.value.slice(0, 2)
        : params.type.slice(0, 2).toUpperCase(),
      created: world.now(),
      customer: customer.id,
      customer_account: null,
      livemode: false,
      owner: { type: "customer", customer: customer.id, customer_account: null },
      type: params.type,
      value: params.value,
      verification: { status: "pending", verified_address: null, verified_name: null },
    };
    add(world, { kind: "tax_ids", event: "customer.tax_id.created" }, taxId);
    return taxId;
  }),
  get(path, fields(pageFields), ({ world, params, id }) => {
    find(world, "customers", { id });
    return listPage(world.store.tax_ids, params, {
      url: `/v1/customers/${id}/tax_ids`,
      what: "tax_id",
      scope: { index: "customer", key: id },
    });
  }),
  get(`${path}/:tax`, fields({}), ({ world, id, ids }) => ofCustomer(world, id, ids["tax"])),
  del(`${path}/:tax`, fields({}), ({ world, id, ids }) => {
    const taxId = ofCustomer(world, id, ids["tax"]);
    world.store.tax_ids.drop(taxId.id);
    world.emit("customer.tax_id.deleted", taxId);
    return { id: taxId.id, object: "tax_id", deleted: true };
  }),
];

function ofCustomer(world: World, customer: string, id = ""): TaxId {
  const taxId = find(world, "tax_ids", { id });
  if (taxId.customer === customer) return taxId;
  throw missing("tax_id", id);
}
