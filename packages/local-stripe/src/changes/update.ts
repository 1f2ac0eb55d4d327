import { isEnded } from "../billing/subscription.ts";
import { find } from "../resources/find.ts";
import { followSubscription } from "../schedules/follow.ts";
import type { World } from "../state/world.ts";
import { badParameter, refusal } from "../wire/failure.ts";
import type { Subscription } from "../wire/stored.ts";
import { exchangeDiscounts, nextDiscounts } from "./discounts.ts";
import { dropPending } from "./drop-pending.ts";
import { changedItems } from "./items.ts";
import { makeChange, tell } from "./make-change.ts";
import type { UpdateParams } from "./params.ts";
import { planChange } from "./plan-change.ts";
import { checkProrationDate } from "./proration-date.ts";
import { planResume } from "./resume-collection.ts";
import { settled } from "./settings.ts";

/** `subscriptions.update`: one change of everything that is named, or a refusal and no change at all. */
export function updateSubscription(world: World, id: string, params: UpdateParams): Subscription {
  const known = find(world, "subscriptions", { id });
  if (isEnded(known) && !onlyAnnotates(params)) {
    throw refusal("A canceled subscription can only update its cancellation_details and metadata.");
  }
  checkTogether(known, params);
  const movesMoney = changesBilling(params);
  if (movesMoney && known.pending_update !== null) dropPending(world, id);
  const before = find(world, "subscriptions", { id });
  const base = settled(world, before, params);
  const items = changedItems(world, base, { sent: params.items ?? [], param: "items" });
  const next = withDiscounts(world, { ...base, items: { ...base.items, data: items } }, params);
  const after = { ...base, discounts: next };
  planResume(world, after);
  if (!movesMoney) return tell(world, before, after);
  checkProrationDate(before, params.proration_date, "proration_date");
  const change = planChange(world, after, {
    items,
    anchor: params.billing_cycle_anchor?.type,
    trialEnd: params.trial_end,
    behaviour: params.proration_behavior ?? "create_prorations",
    prorationDate: params.proration_date,
    discounts: undefined,
  });
  const behaviour = params.payment_behavior ?? "allow_incomplete";
  const changed = makeChange(world, before, { change, behaviour });
  if (changed.pending_update === null) followSubscription(world, changed);
  return changed;
}

const onlyAnnotates = (params: UpdateParams) =>
  Object.keys(params).every((key) => key === "metadata" || key === "cancellation_details");

/** Whether an update can begin a period or prorate; such an update also ends one that is pending. */
const changesBilling = (params: UpdateParams): boolean =>
  (params.items ?? []).length > 0 ||
  params.billing_cycle_anchor !== undefined ||
  params.trial_end !== undefined;

/** An empty list of discounts changes nothing, an empty string clears them. */
function withDiscounts(
  world: World,
  subscription: Subscription,
  { discounts: sent }: UpdateParams,
): string[] {
  if (sent === undefined || (sent !== "clear" && sent.length === 0)) return subscription.discounts;
  const next =
    sent === "clear" ? [] : nextDiscounts(world, subscription, { sent, param: "discounts" });
  return exchangeDiscounts(world, subscription, next);
}

/** What a pending update can hold. Everything else would have to be applied before it is paid for. */
const pendable = new Set([
  "billing_cycle_anchor",
  "items",
  "metadata",
  "off_session",
  "payment_behavior",
  "proration_behavior",
  "proration_date",
  "trial_end",
  "trial_from_plan",
]);

function checkTogether({ schedule }: Subscription, params: UpdateParams): void {
  const cancels = params.cancel_at !== undefined || params.cancel_at_period_end !== undefined;
  if (schedule !== null && cancels) {
    throw refusal(
      `The subscription is managed by the subscription schedule \`${schedule}\`, and updating any cancelation behavior directly is not allowed. Please update the schedule instead.`,
    );
  }
  if (params.trial_from_plan === true && params.trial_end !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: trial_end, trial_from_plan.",
      "trial_from_plan",
    );
  }
  if (params.payment_behavior !== "pending_if_incomplete") return;
  const others = Object.keys(params).filter((key) => !pendable.has(key));
  if (others.length === 0) return;
  throw badParameter(
    `Pending updates do not support ${others.join(", ")}. With payment_behavior=pending_if_incomplete you can only pass supported parameters, see https://docs.stripe.com/billing/subscriptions/pending-updates#supported-attributes.`,
    others[0],
  );
}
