import type { Difference } from "../difference.ts";
import type { Subscription } from "../subscription.ts";
import type { SubscriptionTruth } from "../truth.ts";

/** What an account’s row will say differently once it is another customer’s subscription; `null`: it has none. */
export function rowChanges(row: Subscription | null, next: SubscriptionTruth | null): Difference[] {
  if (next === null) return [];
  const { stripeSubscriptionId } = next;
  if (row === null) return [{ field: "subscription", ours: null, stripes: stripeSubscriptionId }];
  const after = new Map<string, unknown>(Object.entries(next));
  return Object.entries(row)
    .filter(([name]) => after.has(name) && !unspoken.has(name))
    .map(([name, ours]) => ({ field: `subscription.${name}`, ours, stripes: after.get(name) }))
    .filter(({ ours, stripes }) => JSON.stringify(ours) !== JSON.stringify(stripes));
}

/** Names of the same thing at Stripe and here, which follow it: another plan is told by its name. */
const unspoken = new Set([
  "latestInvoice",
  "lastScheduleId",
  "stripeItemId",
  "stripePriceId",
  "priceId",
  "planKey",
]);
