import { get, post, type Route } from "../http/route.ts";
import { add, change, type World } from "../state/world.ts";
import { badParameter, refusal } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  atLeast,
  bool,
  fields,
  ignored,
  listOf,
  mapOf,
  missingParameter,
  oneOf,
  optional,
  type Read,
  type Reader,
  text,
  unsettable,
} from "../wire/read.ts";
import type { Plan, Price } from "../wire/stored.ts";
import { find } from "./find.ts";
import { newProduct } from "./new-product.ts";

/** ISO 4217, in lower case as Stripe keeps it. */
export const currency: Reader<string> = (form, path) => {
  const value = text(form, path).toLowerCase();
  if (/^[a-z]{3}$/.test(value)) return value;
  throw badParameter(`Invalid currency: ${value}`, path, "parameter_invalid_string");
};

const interval = oneOf("day", "week", "month", "year");
const longestInterval = { day: 1095, week: 156, month: 36, year: 3 };
const recurring = fields({
  interval,
  interval_count: optional(atLeast(1)),
  meter: optional(ignored),
  trial_period_days: optional(atLeast(0)),
  usage_type: optional(oneOf("licensed", "metered")),
});
const taxBehavior = oneOf("inclusive", "exclusive", "unspecified");
const currencyOption = fields({
  unit_amount: optional(atLeast(0)),
  unit_amount_decimal: optional(text),
  tax_behavior: optional(taxBehavior),
  custom_unit_amount: optional(ignored),
});

const amounts = {
  currency,
  unit_amount: optional(atLeast(0)),
  unit_amount_decimal: optional(text),
  recurring: optional(recurring),
  tax_behavior: optional(taxBehavior),
  currency_options: optional(mapOf(currencyOption)),
  metadata: optional(metadata),
};
export const priceDataFields = fields(amounts);
const writable = {
  active: optional(bool),
  lookup_key: optional(unsettable(text)),
  metadata: optional(metadata),
  nickname: optional(unsettable(text)),
  tax_behavior: optional(taxBehavior),
  transfer_lookup_key: optional(bool),
};
const createParams = fields({
  ...amounts,
  ...writable,
  billing_scheme: optional(oneOf("per_unit")),
  product: optional(text),
  product_data: optional(
    fields({
      name: text,
      id: optional(text),
      active: optional(bool),
      metadata: optional(metadata),
      statement_descriptor: optional(ignored),
      tax_code: optional(ignored),
      unit_label: optional(ignored),
    }),
  ),
});
const updateParams = fields({ ...writable, currency_options: optional(ignored) });
type NewPrice = Read<typeof createParams>;

/** Makes and stores a price; refuses what Stripe refuses. */
export function createPrice(world: World, params: NewPrice): Price {
  const decimal = params.unit_amount_decimal;
  if (params.unit_amount === undefined && decimal === undefined)
    throw missingParameter("unit_amount");
  if (decimal !== undefined && !/^\d+(\.\d{1,12})?$/.test(decimal)) {
    throw badParameter(`Invalid decimal: ${decimal}`, "unit_amount_decimal");
  }
  const amount =
    params.unit_amount ?? (decimal !== undefined && /^\d+$/.test(decimal) ? Number(decimal) : null);
  const every = params.recurring;
  const count = every?.interval_count ?? 1;
  if (every !== undefined && count > longestInterval[every.interval]) {
    throw badParameter(
      `interval_count must be at most ${longestInterval[every.interval]} for ${every.interval}`,
      "recurring[interval_count]",
    );
  }
  const price: Price = {
    id: newId("price"),
    object: "price",
    active: params.active ?? true,
    billing_scheme: "per_unit",
    created: world.now(),
    currency: params.currency,
    ...(params.currency_options === undefined
      ? {}
      : { currency_options: options(params.currency_options) }),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: takeLookupKey(world, params),
    metadata: changedMetadata({}, params.metadata),
    nickname: params.nickname ?? null,
    product: productOf(world, params),
    recurring:
      every === undefined
        ? null
        : {
            interval: every.interval,
            interval_count: count,
            meter: null,
            trial_period_days: every.trial_period_days ?? null,
            usage_type: every.usage_type ?? "licensed",
          },
    tax_behavior: params.tax_behavior ?? "unspecified",
    tiers_mode: null,
    transform_quantity: null,
    type: every === undefined ? "one_time" : "recurring",
    unit_amount: amount,
    unit_amount_decimal: decimal ?? String(amount),
  };
  add(world, { kind: "prices", event: "price.created" }, price);
  return price;
}

function productOf(world: World, { product, product_data: data }: NewPrice): string {
  if (product !== undefined) return find(world, "products", { id: product, param: "product" }).id;
  if (data === undefined) throw missingParameter("product");
  const made = { ...newProduct(world, data), metadata: changedMetadata({}, data.metadata) };
  add(world, { kind: "products", event: "product.created" }, made);
  return made.id;
}

type LookupKey = {
  lookup_key?: string | null | undefined;
  transfer_lookup_key?: boolean | undefined;
};

/** A lookup key belongs to one active price; `transfer_lookup_key` takes it from the one that has it. */
function takeLookupKey(
  world: World,
  { lookup_key: key, transfer_lookup_key: transfer }: LookupKey,
  own?: string,
) {
  if (key === undefined || key === null) return null;
  for (const [, holder] of world.store.prices.newestFirst({ index: "lookup_key", key })) {
    if (holder.id === own) continue;
    if (transfer === true) {
      change(world, { kind: "prices", event: "price.updated" }, { ...holder, lookup_key: null });
    } else if (holder.active) {
      throw badParameter(
        `A price (\`${holder.id}\`) already uses that lookup key.`,
        "lookup_key",
        "resource_already_exists",
      );
    }
  }
  return key;
}

const options = (
  sent: NonNullable<NewPrice["currency_options"]>,
): NonNullable<Price["currency_options"]> =>
  Object.fromEntries(
    Object.entries(sent).map(([name, option]) => [
      name,
      {
        custom_unit_amount: null,
        tax_behavior: option.tax_behavior ?? "unspecified",
        unit_amount: option.unit_amount ?? null,
        unit_amount_decimal: option.unit_amount_decimal ?? String(option.unit_amount ?? ""),
      },
    ]),
  );

/** The same price as the older `plan` object, which subscription items still carry. */
export function planOf(price: Price): Plan {
  return {
    id: price.id,
    object: "plan",
    active: price.active,
    amount: price.unit_amount,
    amount_decimal: price.unit_amount_decimal,
    billing_scheme: price.billing_scheme,
    created: price.created,
    currency: price.currency,
    interval: price.recurring?.interval ?? "month",
    interval_count: price.recurring?.interval_count ?? 1,
    livemode: false,
    metadata: price.metadata,
    meter: null,
    nickname: price.nickname,
    product: price.product,
    tiers_mode: null,
    transform_usage: null,
    trial_period_days: price.recurring?.trial_period_days ?? null,
    usage_type: price.recurring?.usage_type ?? "licensed",
  };
}

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
  post("/v1/prices", createParams, ({ world, params }) => createPrice(world, params)),
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
  post("/v1/prices/:id", updateParams, ({ world, params, id }) => {
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
