import { get, post, type Route } from "../http/route.ts";
import { change } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { bool, fields, ignored, listOf, oneOf, optional, text } from "../wire/read.ts";
import { createPrice, takeLookupKey } from "./create-price.ts";
import { currency } from "./currency.ts";
import { find } from "./find.ts";
import { createPriceParams, interval, updatePriceParams } from "./price-params.ts";

const listParams = fields({
  ...pageFields,
  active: optional(bool),
  currency: optional(currency),
  lookup_keys: optional(listOf(text)),
  product: optional(text),
  type: optional(oneOf("one_time", "recurring")),
  created: optional(range),
  recurring: optional(
    fields({ interval: optional(interval), meter: optional(ignored), usage_type: optional(text) }),
  ),
});

export const priceRoutes: Route[] = [
  post("/v1/prices", createPriceParams, ({ world, params }) => createPrice(world, params)),
  get("/v1/prices", listParams, ({ world, params }) => {
    const { lookup_keys: keys, product, recurring: every } = params;
    return listPage(world.store.prices, params, {
      url: "/v1/prices",
      what: "price",
      scope: product === undefined ? {} : { index: "product", key: product },
      where: (price) =>
        (params.active === undefined || price.active === params.active) &&
        (params.currency === undefined || price.currency === params.currency) &&
        (params.type === undefined || price.type === params.type) &&
        (every?.interval === undefined || price.recurring?.interval === every.interval) &&
        (params.created?.(price.created) ?? true) &&
        (keys === undefined || (price.lookup_key !== null && keys.includes(price.lookup_key))),
    });
  }),
  get("/v1/prices/:id", fields({}), ({ world, id }) => find(world, "prices", { id })),
  post("/v1/prices/:id", updatePriceParams, ({ world, params, id }) => {
    const before = find(world, "prices", { id });
    const product = world.store.products.get(before.product);
    const isDefault =
      product !== undefined && "default_price" in product && product.default_price === id;
    if (params.active === false && isDefault) {
      throw refusal(
        "This price cannot be archived because it is the default price of its product.",
      );
    }
    const after = {
      ...before,
      active: params.active ?? before.active,
      lookup_key:
        params.lookup_key === undefined ? before.lookup_key : takeLookupKey(world, params, id),
      metadata: changedMetadata(before.metadata, params.metadata),
      nickname: params.nickname === undefined ? before.nickname : params.nickname,
      tax_behavior: params.tax_behavior ?? before.tax_behavior,
    };
    return change(world, { kind: "prices", event: "price.updated" }, after);
  }),
];
