import type { AccountState } from "./account.ts";
import { type Decision, isBillingChange, type Write } from "./decision.ts";
import { type EffectIntent, slotOf } from "./effect.ts";
import type { Subscription } from "./subscription.ts";

/** One field in which our rows say something else than Stripe, both values as people can read them. */
export type Difference = { field: string; ours: unknown; stripes: unknown };

type Rows = Pick<AccountState, "subscription" | "checkouts">;

/**
 * What a decision about Stripe's truth would change, field by field. Whatever it would not change is equal: so "differs
 * from Stripe" has one meaning, that of `decideSync`, and a new column is compared as soon as it is written.
 */
export function differencesOf(
  rows: Rows,
  { writes, effects }: Pick<Decision<unknown>, "writes" | "effects">,
): Difference[] {
  return [
    ...writes.filter(isBillingChange).flatMap((write) => inWrite(rows, write)),
    ...effects.filter(isAtStripe).map((intent) => ({ ...due, field: slotOf(intent) })),
  ];
}

const due = { ours: null, stripes: "due" };

/** What the customer is told of a difference is none itself. */
const isAtStripe = ({ kind }: EffectIntent): boolean => kind !== "email.send";

function inWrite({ subscription, checkouts }: Rows, write: Write): Difference[] {
  if (write.write === "subscription.upsert") return inFields(subscription, write.subscription);
  if (write.write === "checkout.mark") {
    const before = checkouts.find(({ id }) => id === write.id);
    const field = `checkout ${write.id}`;
    return [{ field, ours: before?.status ?? null, stripes: write.status ?? "retired" }];
  }
  return [{ field: write.write, ours: null, stripes: write }];
}

function inFields(before: Subscription | null, after: Subscription): Difference[] {
  if (before === null)
    return [{ field: "subscription", ours: null, stripes: after.stripeSubscriptionId }];
  const ours = new Map<string, unknown>(Object.entries(before));
  return Object.entries(after)
    .map(([name, stripes]) => ({
      field: `subscription.${name}`,
      ours: ours.get(name) ?? null,
      stripes,
    }))
    .filter((one) => JSON.stringify(one.ours) !== JSON.stringify(one.stripes));
}
