import { couponOf, type Source } from "../billing/discount.ts";
import { sourceOf } from "../billing/redeemable.ts";
import { find } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { missingParameter } from "../wire/read.ts";
import type { Choice } from "./basket.ts";
import type { SessionParams } from "./params.ts";

/** The prices that the line items name. */
export function choicesOf(world: World, params: SessionParams): Choice[] {
  const items = params.line_items ?? [];
  if (items.length === 0) throw missingParameter("line_items");
  const choices = items.map((item, at): Choice => {
    const param = `line_items[${at}][price]`;
    if (item.price_data !== undefined) {
      throw badParameter(
        "This local Stripe takes line items by price only.",
        `line_items[${at}][price_data]`,
        "parameter_unknown",
      );
    }
    if (item.price === undefined) throw missingParameter(param);
    const price = find(world, "prices", { id: item.price, param });
    if (!price.active)
      throw badParameter(
        "The price specified is inactive. This field only accepts active prices.",
        param,
      );
    return { price, quantity: item.quantity ?? 1 };
  });
  const [first] = choices;
  if (!choices.some(({ price }) => price.recurring !== null)) {
    throw badParameter(
      "You must provide at least one recurring price in `subscription` mode when using prices.",
      "line_items",
    );
  }
  if (choices.some(({ price }) => price.currency !== first?.price.currency)) {
    throw badParameter("All line items must have the same currency.", "line_items");
  }
  return choices;
}

/** The one coupon or promotion code that the parameters name. */
export function discountOf(world: World, params: SessionParams): Source | undefined {
  const discounts = params.discounts ?? [];
  if (discounts.length > 1) {
    throw badParameter(
      "You can only apply up to 1 coupon or promotion code to this Checkout Session.",
      "discounts",
    );
  }
  if (params.allow_promotion_codes !== undefined && discounts.length > 0) {
    throw badParameter(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
      "discounts",
    );
  }
  const [only] = discounts;
  if (only === undefined) return undefined;
  if (only.coupon !== undefined && only.promotion_code !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: coupon, promotion_code.",
      "discounts[0]",
    );
  }
  const source = sourceOf(world, only, "discounts[0]");
  if (
    source !== undefined &&
    only.coupon !== undefined &&
    couponOf(world, source.coupon) === undefined
  )
    return undefined;
  return source;
}
