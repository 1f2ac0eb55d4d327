import type { World } from "../state/world.ts";
import type { Customer, Discount, Subscription } from "../wire/stored.ts";
import { runningDiscounts } from "./discount.ts";
import type { InvoiceDraft } from "./invoice.ts";
import { periodLines } from "./invoice-lines.ts";
import { nextPeriodEnd } from "./period.ts";

export type Renewal = {
  /** The subscription in its next period, with the discounts that still run. */
  renewed: Subscription;
  draft: InvoiceDraft;
  /** Discounts that ran out before this renewal. */
  over: Discount[];
};

/** What the next renewal will be: periods moved on from the anchor, and the invoice for them. */
export function drawRenewal(world: World, subscription: Subscription, customer: Customer): Renewal {
  const ends = subscription.items.data.map((item) => item.current_period_end);
  const end = Math.min(...ends);
  const items = subscription.items.data.map((item) =>
    item.current_period_end > end
      ? item
      : {
          ...item,
          current_period_start: item.current_period_end,
          current_period_end: nextPeriodEnd(
            subscription.billing_cycle_anchor,
            item.price.recurring ?? { interval: "month", interval_count: 1 },
            item.current_period_end,
          ),
        },
  );
  const due = items.filter((item) => item.current_period_start === end);
  // Asked days ahead: what runs out until then does not count.
  const discounts = runningDiscounts(world, subscription.discounts).filter(
    (discount) => discount.end === null || discount.end > end,
  );
  const kept = discounts.map(({ id }) => id);
  const renewed: Subscription = {
    ...subscription,
    discounts: kept,
    items: { ...subscription.items, data: items },
    status: subscription.status === "trialing" ? "active" : subscription.status,
  };
  return {
    renewed,
    over: subscription.discounts
      .filter((id) => !kept.includes(id))
      .map((id) => world.store.discounts.get(id))
      .filter((discount) => discount !== undefined),
    draft: {
      customer,
      subscription: renewed,
      reason: "subscription_cycle",
      lines: due.flatMap((item) =>
        periodLines(
          world,
          { items: { ...subscription.items, data: [item] } },
          { trial: false, start: item.current_period_start, end: item.current_period_end },
        ),
      ),
      discounts,
      periodStart: Math.min(
        ...subscription.items.data
          .filter((item) => item.current_period_end === end)
          .map((item) => item.current_period_start),
      ),
    },
  };
}
