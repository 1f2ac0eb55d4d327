import { runningDiscounts } from "../billing/discount.ts";
import type { Proration } from "../billing/invoice-item.ts";
import { productName, takeOff } from "../billing/invoice-lines.ts";
import { proportion } from "../billing/money.ts";
import type { World } from "../state/world.ts";
import type { Discount, Price, Subscription, SubscriptionItem } from "../wire/stored.ts";
import { debitsOf } from "./debits.ts";

/**
 * Gives back what was charged for the time from `at` on, by the second, one credit for each debit. Time
 * that was credited before is not credited again.
 */
export function creditsFor(world: World, item: SubscriptionItem, at: number): Proration[] {
  return debitsOf(world, item).flatMap((debit) => {
    const { start, end } = debit.period;
    const from = Math.max(at, start);
    if (from >= debit.creditedFrom || debit.amount === 0) return [];
    const amount = -proportion(debit.amount, debit.creditedFrom - from, end - start);
    return [
      {
        price: debit.price,
        quantity: debit.quantity,
        amount: amount === 0 ? 0 : amount,
        description: describe(world, "Unused", {
          price: debit.price,
          quantity: debit.quantity,
          at,
        }),
        period: { start: from, end: debit.creditedFrom },
        subscriptionItem: item.id,
        credited: debit.reference,
        discounts: [],
      },
    ];
  });
}

type Charged = { at: number; discounts: Discount[] };

/**
 * Charges the rest of the period from `at` on for some items of a subscription, by the second. The
 * subscription's discounts are counted in: what they take off the item in a whole period.
 */
export function chargesFor(
  world: World,
  subscription: Subscription,
  items: SubscriptionItem[],
  { at, discounts }: Charged,
): Proration[] {
  const all = subscription.items.data;
  const lines = all.map((item) => ({ product: item.price.product, subtotal: fullPrice(item) }));
  const taken = takeOff(world, lines, { discounts, currency: subscription.currency });
  return all.flatMap((item, place) => {
    if (!items.includes(item)) return [];
    const { current_period_start: start, current_period_end: end } = item;
    const off = taken.reduce((sum, { off: amounts }) => sum + (amounts[place] ?? 0), 0);
    const quantity = item.quantity ?? 1;
    return [
      {
        price: item.price,
        quantity,
        amount: proportion(fullPrice(item) - off, Math.max(end - at, 0), end - start),
        description: describe(world, "Remaining", { price: item.price, quantity, at }),
        period: { start: at, end },
        subscriptionItem: item.id,
        credited: null,
        discounts: taken
          .filter(({ off: amounts }) => (amounts[place] ?? 0) > 0)
          .map(({ discount }) => discount),
      },
    ];
  });
}

export const fullPrice = (item: SubscriptionItem): number =>
  (item.price.unit_amount ?? 0) * (item.quantity ?? 1);

/** The discounts of a subscription that count at a moment. */
export const discountsAt = (world: World, subscription: Subscription, at: number): Discount[] =>
  runningDiscounts(world, subscription.discounts, at);

type Described = { price: Price; quantity: number; at: number };

/** `Remaining time on 2 × Gold plan after 01 Sep 2020`, in the words of Stripe's invoices. */
function describe(
  world: World,
  time: "Unused" | "Remaining",
  { price, quantity, at }: Described,
): string {
  const count = quantity === 1 ? "" : `${quantity} × `;
  const day = new Date(at * 1000).toUTCString().slice(5, 16);
  return `${time} time on ${count}${productName(world, price)} after ${day}`;
}
