import { badParameter } from "../wire/failure.ts";
import type { Subscription } from "../wire/stored.ts";

/** A proration date lies in the subscription's running period. */
export function checkProrationDate(
  subscription: Subscription,
  date: number | undefined,
  param: string,
): void {
  if (date === undefined) return;
  const starts = subscription.items.data.map((item) => item.current_period_start);
  const ends = subscription.items.data.map((item) => item.current_period_end);
  if (date >= Math.max(...starts) && date <= Math.min(...ends)) return;
  throw badParameter(
    "Cannot specify a proration date outside of the current subscription period.",
    param,
  );
}
