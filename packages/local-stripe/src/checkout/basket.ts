import { couponOf, type Source } from "../billing/discount.ts";
import { discountAmounts } from "../billing/discount-amount.ts";
import type { World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { CheckoutSession, LineItem, Price } from "../wire/stored.ts";

export type Choice = { price: Price; quantity: number };

export type Basket = {
  lines: LineItem[];
  subtotal: number;
  discount: number;
  total: number;
};

/** What a session costs today: nothing for recurring prices during a trial. */
export function fillBasket(
  world: World,
  choices: Choice[],
  { source, trial, currency }: { source: Source | undefined; trial: boolean; currency: string },
): Basket {
  const drafts = choices.map(({ price, quantity }) => ({
    price,
    quantity,
    product: price.product,
    subtotal: trial && price.recurring !== null ? 0 : (price.unit_amount ?? 0) * quantity,
  }));
  const coupon = source === undefined ? undefined : couponOf(world, source.coupon);
  const off = discountAmounts(coupon, drafts, currency);
  const lines = drafts.map((draft, at): LineItem => {
    const product = world.store.products.get(draft.product);
    return {
      id: newId("li"),
      object: "item",
      adjustable_quantity: null,
      amount_discount: off[at] ?? 0,
      amount_subtotal: draft.subtotal,
      amount_tax: 0,
      amount_total: draft.subtotal - (off[at] ?? 0),
      currency: draft.price.currency,
      description: product !== undefined && "name" in product ? product.name : null,
      metadata: {},
      price: draft.price,
      quantity: draft.quantity,
      taxes: [],
    };
  });
  const subtotal = lines.reduce((sum, line) => sum + line.amount_subtotal, 0);
  const discount = lines.reduce((sum, line) => sum + line.amount_discount, 0);
  return { lines, subtotal, discount, total: subtotal - discount };
}

export const linesOf = (session: CheckoutSession): LineItem[] => session.line_items?.data ?? [];

export const sourceOfSession = (world: World, session: CheckoutSession): Source | undefined => {
  const [discount] = session.discounts ?? [];
  if (discount?.promotion_code != null) {
    const promotion = world.store.promotion_codes.get(discount.promotion_code);
    return { coupon: promotion?.promotion.coupon ?? "", promotionCode: discount.promotion_code };
  }
  return discount?.coupon == null ? undefined : { coupon: discount.coupon, promotionCode: null };
};
