import { del, get, post, type Route } from "../http/route.ts";
import { add, change, type World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { randomText } from "../wire/id.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  atLeast,
  decimal,
  fields,
  listOf,
  mapOf,
  missingParameter,
  oneOf,
  optional,
  type Reader,
  text,
  unsettable,
} from "../wire/read.ts";
import type { Coupon } from "../wire/stored.ts";
import { currency } from "./currency.ts";
import { find } from "./find.ts";

/** More than 0 and at most 100, at most two decimals. */
const percent: Reader<number> = (form, path) => {
  const value = decimal(form, path);
  if (value <= 0 || value > 100) {
    throw badParameter("Invalid percent_off: must be between 0 and 100", path);
  }
  if (Math.abs(value * 100 - Math.round(value * 100)) > 1e-9) {
    throw badParameter("Invalid percent_off: must have at most two decimal places", path);
  }
  return value;
};

const createParams = fields({
  id: optional(text),
  amount_off: optional(atLeast(1)),
  applies_to: optional(fields({ products: listOf(text) })),
  currency: optional(currency),
  currency_options: optional(mapOf(fields({ amount_off: atLeast(1) }))),
  duration: optional(oneOf("forever", "once", "repeating")),
  duration_in_months: optional(atLeast(1)),
  max_redemptions: optional(atLeast(1)),
  metadata: optional(metadata),
  name: optional(unsettable(text)),
  percent_off: optional(percent),
  redeem_by: optional(atLeast(0)),
});

/** Whether a coupon may still be redeemed; kept in `valid`, and asked again because time passes. */
export const couponIsValid = (world: World, coupon: Coupon): boolean =>
  (coupon.redeem_by === null || coupon.redeem_by > world.now()) &&
  (coupon.max_redemptions === null || coupon.times_redeemed < coupon.max_redemptions);

const fresh = (world: World, coupon: Coupon): Coupon => ({
  ...coupon,
  valid: couponIsValid(world, coupon),
});

export const couponRoutes: Route[] = [
  post("/v1/coupons", createParams, ({ world, params }) => {
    const { amount_off: amount, percent_off: percentOff, duration_in_months: months } = params;
    const duration = params.duration ?? "once";
    const id = params.id ?? randomText(8);
    if (amount === undefined && percentOff === undefined) {
      throw badParameter(
        "You must pass either amount_off or percent_off",
        "percent_off",
        "parameter_missing",
      );
    }
    if (amount !== undefined && percentOff !== undefined) {
      throw badParameter("You may only specify one of these parameters: amount_off, percent_off.");
    }
    if (amount !== undefined && params.currency === undefined) throw missingParameter("currency");
    if (duration === "repeating" && months === undefined)
      throw missingParameter("duration_in_months");
    if (duration !== "repeating" && months !== undefined) {
      throw badParameter(
        "duration_in_months may only be used with duration repeating",
        "duration_in_months",
      );
    }
    if (params.redeem_by !== undefined && params.redeem_by <= world.now()) {
      throw badParameter("redeem_by must be in the future", "redeem_by");
    }
    for (const [at, product] of (params.applies_to?.products ?? []).entries()) {
      find(world, "products", { id: product, param: `applies_to[products][${at}]` });
    }
    const existing = world.store.coupons.get(id);
    if (existing !== undefined && !("deleted" in existing)) {
      throw badParameter("Coupon already exists.", "id", "resource_already_exists");
    }
    const coupon: Coupon = {
      id,
      object: "coupon",
      amount_off: amount ?? null,
      ...(params.applies_to === undefined ? {} : { applies_to: params.applies_to }),
      created: world.now(),
      currency: amount === undefined ? null : (params.currency ?? null),
      ...(params.currency_options === undefined
        ? {}
        : { currency_options: params.currency_options }),
      duration,
      duration_in_months: months ?? null,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: changedMetadata({}, params.metadata),
      name: params.name ?? null,
      percent_off: percentOff ?? null,
      redeem_by: params.redeem_by ?? null,
      times_redeemed: 0,
      valid: true,
    };
    add(world, { kind: "coupons", event: "coupon.created" }, coupon);
    return coupon;
  }),
  get("/v1/coupons", fields({ ...pageFields, created: optional(range) }), ({ world, params }) => {
    const page = listPage(world.store.coupons, params, {
      url: "/v1/coupons",
      what: "coupon",
      where: (coupon) => "created" in coupon && (params.created?.(coupon.created) ?? true),
    });
    return {
      ...page,
      data: page.data.map((coupon) => ("valid" in coupon ? fresh(world, coupon) : coupon)),
    };
  }),
  get("/v1/coupons/:id", fields({}), ({ world, id }) =>
    fresh(world, find(world, "coupons", { id })),
  ),
  post(
    "/v1/coupons/:id",
    fields({ name: optional(unsettable(text)), metadata: optional(metadata) }),
    ({ world, params, id }) => {
      const before = find(world, "coupons", { id });
      const after = {
        ...before,
        name: params.name === undefined ? before.name : params.name,
        metadata: changedMetadata(before.metadata ?? {}, params.metadata),
      };
      return change(world, { kind: "coupons", event: "coupon.updated" }, after);
    },
  ),
  del("/v1/coupons/:id", fields({}), ({ world, id }) => {
    const before = find(world, "coupons", { id });
    const deleted = { id, object: "coupon", deleted: true as const };
    world.store.coupons.put(id, deleted);
    world.emit("coupon.deleted", before);
    return deleted;
  }),
];
