import { get, post, type Route } from "../http/route.ts";
import { add, change, type World } from "../state/world.ts";
import { badParameter, refusal } from "../wire/failure.ts";
import { newId, randomText } from "../wire/id.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  atLeast,
  bool,
  fields,
  mapOf,
  missingParameter,
  oneOf,
  optional,
  type Reader,
  text,
} from "../wire/read.ts";
import type { PromotionCode } from "../wire/stored.ts";
import { couponIsValid } from "./coupons.ts";
import { currency } from "./currency.ts";
import { find, liveCustomer } from "./find.ts";

const code: Reader<string> = (form, path) => {
  const value = text(form, path);
  if (/^[A-Za-z0-9-]+$/.test(value)) return value;
  throw badParameter(
    "Invalid promotion code: codes may only contain alphanumeric characters and dashes.",
    path,
  );
};

const restrictionFields = {
  currency_options: optional(mapOf(fields({ minimum_amount: atLeast(1) }))),
  first_time_transaction: optional(bool),
  minimum_amount: optional(atLeast(1)),
  minimum_amount_currency: optional(currency),
};
const createParams = fields({
  promotion: fields({ type: oneOf("coupon"), coupon: text }),
  active: optional(bool),
  code: optional(code),
  customer: optional(text),
  expires_at: optional(atLeast(0)),
  max_redemptions: optional(atLeast(1)),
  metadata: optional(metadata),
  restrictions: optional(fields(restrictionFields)),
});

/** A code used up or past its date is inactive, and so is one whose coupon is no longer valid. */
function isActive(world: World, promotion: PromotionCode): boolean {
  const id = promotion.promotion.coupon;
  const coupon = id === null ? undefined : world.store.coupons.get(id);
  return (
    promotion.active &&
    (promotion.expires_at === null || promotion.expires_at > world.now()) &&
    (promotion.max_redemptions === null || promotion.times_redeemed < promotion.max_redemptions) &&
    coupon !== undefined &&
    "valid" in coupon &&
    couponIsValid(world, coupon)
  );
}

const fresh = (world: World, promotion: PromotionCode): PromotionCode => ({
  ...promotion,
  active: isActive(world, promotion),
});

function alreadyTaken(
  world: World,
  { value, customer }: { value: string; customer: string | null },
) {
  const scope = { index: "code", key: value.toLowerCase() };
  return [...world.store.promotion_codes.newestFirst(scope)].some(
    ([, other]) =>
      isActive(world, other) &&
      (other.customer === null || customer === null || other.customer === customer),
  );
}

export const promotionCodeRoutes: Route[] = [
  post("/v1/promotion_codes", createParams, ({ world, params }) => {
    const coupon = find(world, "coupons", {
      id: params.promotion.coupon,
      param: "promotion[coupon]",
    });
    if (params.customer !== undefined) liveCustomer(world, params.customer);
    const { restrictions = {} } = params;
    if (
      restrictions.minimum_amount !== undefined &&
      restrictions.minimum_amount_currency === undefined
    ) {
      throw missingParameter("restrictions[minimum_amount_currency]");
    }
    if (params.expires_at !== undefined && params.expires_at <= world.now()) {
      throw badParameter("expires_at must be in the future", "expires_at");
    }
    const value = params.code ?? randomText(8).toUpperCase();
    const customer = params.customer ?? null;
    if (alreadyTaken(world, { value, customer })) {
      throw badParameter(
        `An active promotion code with \`code: ${value}\` already exists.`,
        "code",
        "resource_already_exists",
      );
    }
    const options = restrictions.currency_options;
    const promotion: PromotionCode = {
      id: newId("promo"),
      object: "promotion_code",
      active: params.active ?? true,
      code: value,
      created: world.now(),
      customer,
      customer_account: null,
      expires_at: params.expires_at ?? null,
      livemode: false,
      max_redemptions: params.max_redemptions ?? null,
      metadata: changedMetadata({}, params.metadata),
      promotion: { type: "coupon", coupon: coupon.id },
      restrictions: {
        ...(options === undefined ? {} : { currency_options: options }),
        first_time_transaction: restrictions.first_time_transaction ?? false,
        minimum_amount: restrictions.minimum_amount ?? null,
        minimum_amount_currency: restrictions.minimum_amount_currency ?? null,
      },
      times_redeemed: 0,
    };
    add(world, { kind: "promotion_codes", event: "promotion_code.created" }, promotion);
    return promotion;
  }),
  get(
    "/v1/promotion_codes",
    fields({
      ...pageFields,
      active: optional(bool),
      code: optional(text),
      coupon: optional(text),
      customer: optional(text),
      created: optional(range),
    }),
    ({ world, params }) => {
      const { code: wanted, coupon } = params;
      const byCoupon = coupon === undefined ? {} : { index: "coupon", key: coupon };
      const page = listPage(world.store.promotion_codes, params, {
        url: "/v1/promotion_codes",
        what: "promotion code",
        scope: wanted === undefined ? byCoupon : { index: "code", key: wanted.toLowerCase() },
        where: (promotion) =>
          (params.active === undefined || isActive(world, promotion) === params.active) &&
          (coupon === undefined || promotion.promotion.coupon === coupon) &&
          (params.customer === undefined || promotion.customer === params.customer) &&
          (params.created?.(promotion.created) ?? true),
      });
      return { ...page, data: page.data.map((promotion) => fresh(world, promotion)) };
    },
  ),
  get("/v1/promotion_codes/:id", fields({}), ({ world, id }) =>
    fresh(world, find(world, "promotion_codes", { id })),
  ),
  post(
    "/v1/promotion_codes/:id",
    fields({
      active: optional(bool),
      metadata: optional(metadata),
      restrictions: optional(fields({ currency_options: restrictionFields.currency_options })),
    }),
    ({ world, params, id }) => {
      const before = find(world, "promotion_codes", { id });
      if (params.active === true && !isActive(world, { ...before, active: true })) {
        throw refusal(
          "This promotion code cannot be activated because it has expired or its coupon is no longer valid.",
        );
      }
      const options = params.restrictions?.currency_options;
      const after = {
        ...before,
        active: params.active ?? before.active,
        metadata: changedMetadata(before.metadata ?? {}, params.metadata),
        restrictions: {
          ...before.restrictions,
          ...(options === undefined ? {} : { currency_options: options }),
        },
      };
      return fresh(
        world,
        change(world, { kind: "promotion_codes", event: "promotion_code.updated" }, after),
      );
    },
  ),
];
