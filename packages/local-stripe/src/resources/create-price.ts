import { add, change, type World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { missingParameter, type Read } from "../wire/read.ts";
import type { Price } from "../wire/stored.ts";
import { find } from "./find.ts";
import { newProduct } from "./new-product.ts";
import type { createPriceParams } from "./price-params.ts";

/** Stripe's longest: three years. */
const longestInterval = { day: 1095, week: 156, month: 36, year: 3 };

type NewPrice = Read<typeof createPriceParams>;

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
export function takeLookupKey(
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
