import { del, get, post, type Route } from "../http/route.ts";
import { add, change } from "../state/world.ts";
import { badParameter, refusal } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  bool,
  fields,
  ignored,
  listOf,
  optional,
  type Read,
  text,
  unsettable,
} from "../wire/read.ts";
import type { Product } from "../wire/stored.ts";
import { createPrice } from "./create-price.ts";
import { find, findAny } from "./find.ts";
import { newProduct } from "./new-product.ts";
import { priceDataFields } from "./price-params.ts";

const writable = {
  active: optional(bool),
  description: optional(unsettable(text)),
  images: optional(listOf(text)),
  marketing_features: optional(listOf(fields({ name: text }))),
  metadata: optional(metadata),
  package_dimensions: optional(ignored),
  shippable: optional(bool),
  statement_descriptor: optional(text),
  tax_code: optional(text),
  unit_label: optional(unsettable(text)),
  url: optional(unsettable(text)),
};
const createParams = fields({
  ...writable,
  name: text,
  id: optional(text),
  type: optional(ignored),
  default_price_data: optional(priceDataFields),
});
const updateParams = fields({ ...writable, name: optional(text), default_price: optional(text) });

type Change = Read<typeof updateParams>;

function update(before: Product, params: Change): Product {
  const { description, unit_label: unit, url } = params;
  return {
    ...before,
    name: params.name ?? before.name,
    active: params.active ?? before.active,
    description: description === undefined ? before.description : description,
    images: params.images ?? before.images,
    marketing_features: params.marketing_features ?? before.marketing_features,
    metadata: changedMetadata(before.metadata, params.metadata),
    shippable: params.shippable ?? before.shippable,
    statement_descriptor: params.statement_descriptor ?? before.statement_descriptor ?? null,
    tax_code: params.tax_code ?? before.tax_code ?? null,
    unit_label: unit === undefined ? (before.unit_label ?? null) : unit,
    url: url === undefined ? before.url : url,
  };
}

export const productRoutes: Route[] = [
  post("/v1/products", createParams, ({ world, params }) => {
    const { id } = params;
    if (id !== undefined && world.store.products.get(id) !== undefined) {
      throw badParameter(`Product already exists with id: ${id}`, "id", "resource_already_exists");
    }
    const product = update(newProduct(world, { id, name: params.name }), params);
    add(world, { kind: "products", event: "product.created" }, product);
    if (params.default_price_data === undefined) return product;
    const price = createPrice(world, { ...params.default_price_data, product: product.id });
    return change(world, { kind: "products" }, { ...product, default_price: price.id });
  }),
  get(
    "/v1/products",
    fields({
      ...pageFields,
      active: optional(bool),
      ids: optional(listOf(text)),
      created: optional(range),
      shippable: optional(bool),
      url: optional(text),
    }),
    ({ world, params }) =>
      listPage(world.store.products, params, {
        url: "/v1/products",
        what: "product",
        where: (product) =>
          "active" in product &&
          (params.active === undefined || product.active === params.active) &&
          (params.ids === undefined || params.ids.includes(product.id)) &&
          (params.url === undefined || product.url === params.url) &&
          (params.created?.(product.created) ?? true),
      }),
  ),
  get("/v1/products/:id", fields({}), ({ world, id }) => findAny(world, "products", { id })),
  post("/v1/products/:id", updateParams, ({ world, params, id }) => {
    const before = find(world, "products", { id });
    const price = params.default_price;
    if (price !== undefined) find(world, "prices", { id: price, param: "default_price" });
    const after = { ...update(before, params), updated: world.now() };
    const product = price === undefined ? after : { ...after, default_price: price };
    return change(world, { kind: "products", event: "product.updated" }, product);
  }),
  del("/v1/products/:id", fields({}), ({ world, id }) => {
    const before = find(world, "products", { id });
    const prices = world.store.prices.newestFirst({ index: "product", key: id });
    if (prices.next().done !== true) {
      throw refusal(
        "This product cannot be deleted because it has one or more user-created prices.",
      );
    }
    const deleted = { id, object: "product", deleted: true as const };
    world.store.products.put(id, deleted);
    world.emit("product.deleted", before);
    return deleted;
  }),
];
