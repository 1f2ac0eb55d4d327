import { find } from "../resources/find.ts";
import { createSchedule } from "../schedules/create.ts";
import { updateSchedule } from "../schedules/update.ts";
import type { World } from "../state/world.ts";
import type { Price, Subscription, SubscriptionItem } from "../wire/stored.ts";

const daysIn: Record<string, number> = { day: 1, week: 7, month: 30, year: 365 };
const lengthOf = ({ recurring }: Price): number =>
  (daysIn[recurring?.interval ?? "month"] ?? 30) * (recurring?.interval_count ?? 1);

/** Whether a change is one of those that a portal's configuration puts off to the end of the period. */
export function isDowngrade(item: SubscriptionItem, price: Price, conditions: string[]): boolean {
  const rate = (of: Price) => (of.unit_amount ?? 0) / lengthOf(of);
  const isCheaper = rate(price) < rate(item.price);
  const isShorter = lengthOf(price) < lengthOf(item.price);
  return (
    (conditions.includes("decreasing_item_amount") && isCheaper) ||
    (conditions.includes("shortening_interval") && isShorter)
  );
}

/** Plans another price from the end of the running period on, by a schedule as Stripe's portal does. */
export function changeLater(world: World, subscription: Subscription, price: Price): Subscription {
  const schedule = createSchedule(world, { from_subscription: subscription.id });
  const [phase] = schedule.phases;
  const [item] = subscription.items.data;
  const items = (id: string) => [{ price: id, quantity: item?.quantity ?? 1 }];
  const discounts = (phase?.discounts ?? []).map(({ discount }) => ({
    discount: discount ?? undefined,
  }));
  updateSchedule(world, schedule.id, {
    phases: [
      {
        start_date: phase?.start_date,
        end_date: phase?.end_date,
        items: items(item?.price.id ?? ""),
        discounts,
      },
      { items: items(price.id), discounts },
    ],
  });
  return find(world, "subscriptions", { id: subscription.id });
}
