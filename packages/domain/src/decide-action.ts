import type { AccountState } from "./account.ts";
import type { AskedAction } from "./action.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import { type EffectIntent, slotOf } from "./effect.ts";
import type { StripeCustomerId } from "./ids.ts";
import { isAlready, type PlanTarget } from "./plan-change.ts";
import { type ActionRefusal, type Refused, refuse } from "./refusal.ts";
import { isLive, type Subscription } from "./subscription.ts";

export type ActionDecision =
  | Refused<ActionRefusal>
  /** It is as was asked for, or nobody can make it so any more. */
  | { is: "already" }
  /** It happens as soon as the customer has paid the open invoice, at their bank's request. */
  | { is: "to_confirm" }
  /** Carry these out, then ask again. `isOwn`: this asking's own step, so its refusal is the answer. */
  | { is: "carry_out"; slots: readonly string[]; isOwn: boolean };

/**
 * What is to be done next about a subscription, so that it becomes what was asked for (G3).
 *
 * One thing at a time: while an effect about the account's subscription is in doubt, everybody brings that one to its
 * end, and then asks again. So two tabs that ask for the same have one effect between them, the second of two that
 * contradict each other decides on what the first has left, and a long way (release a schedule, make another, plan it)
 * is one short step after the other, each of which may be the last one before a crash.
 */
export function decideAction(state: AccountState, asked: AskedAction): Decision<ActionDecision> {
  const { subscription } = state;
  if (subscription?.stripeSubscriptionId !== asked.subscriptionId)
    return unchanged(refuse("subscription_changed"));
  if (state.running.length > 0)
    return unchanged({ is: "carry_out", slots: state.running, isOwn: false });
  if (!isLive(subscription.status))
    return unchanged(
      asked.action.is === "cancel_now" ? { is: "already" } : refuse("no_subscription"),
    );
  if (state.customer === null) return unchanged(refuse("no_subscription"));
  const owned = { subscription, customerId: state.customer.stripeCustomerId };
  const next = nextStep(state, owned, asked);
  switch (next.is) {
    case "already":
    case "to_confirm":
    case "refused":
      return unchanged(next);
    case "effect": {
      const { effect } = next;
      return {
        answer: { is: "carry_out", slots: [slotOf(effect)], isOwn: true },
        writes: [],
        audit: [
          entry("subscription.change_asked", { after: asked.action, reason: reasonOf(asked) }),
        ],
        effects: [effect],
      };
    }
  }
}

type Step =
  | { is: "already" }
  | { is: "to_confirm" }
  | Refused<ActionRefusal>
  | { is: "effect"; effect: EffectIntent };

function nextStep(
  { account }: AccountState,
  { subscription, customerId }: { subscription: Subscription; customerId: StripeCustomerId },
  { action, actionId }: AskedAction,
): Step {
  const {
    stripeSubscriptionId: subscriptionId,
    scheduleId,
    scheduledChange,
    pendingChange,
  } = subscription;
  const about = { accountId: account.id, subscriptionId, actionId };
  const update = (
    change: Extract<EffectIntent, { kind: "subscription.update" }>["change"],
  ): Step =>
    scheduleId === null
      ? { is: "effect", effect: { kind: "subscription.update", ...about, change } }
      : release(account.id, scheduleId);

  const scheduleTo = (to: PlanTarget): EffectIntent => ({
    kind: "schedule.create",
    ...about,
    customerId,
    to,
    lastScheduleId: subscription.lastScheduleId,
  });

  switch (action.is) {
    case "change_now": {
      const refused = refuseChange(subscription);
      if (refused) return refused;
      if (isAlready(subscription, action.to) && scheduleId === null) return { is: "already" };
      if (pendingChange !== null && isTo(pendingChange, action.to)) return { is: "to_confirm" };
      const { to, prorationDateMs, withBank } = action;
      const itemId = subscription.stripeItemId;
      return update({ is: "plan", itemId, to, prorationDateMs, withBank });
    }
    case "change_at_renewal": {
      const refused = refuseChange(subscription);
      if (refused) return refused;
      if (scheduledChange !== null && isTo(scheduledChange, action.to)) return { is: "already" };
      if (scheduleId !== null) return release(account.id, scheduleId);
      return isAlready(subscription, action.to)
        ? { is: "already" }
        : { is: "effect", effect: scheduleTo(action.to) };
    }
    case "undo_change":
      return scheduleId === null ? { is: "already" } : release(account.id, scheduleId);
    case "cancel_at_period_end":
      return subscription.cancelAtMs !== null
        ? { is: "already" }
        : update({ is: "end_later", reason: action.reason });
    case "cancel_now":
      return {
        is: "effect",
        effect: {
          kind: "subscription.cancel",
          accountId: account.id,
          subscriptionId,
          reason: "asked",
        },
      };
    case "resume":
      return subscription.cancelAtMs === null ? { is: "already" } : update({ is: "go_on" });
    case "apply_code": {
      const { code, promotionCodeId, off } = action;
      return subscription.discount?.code === code
        ? { is: "already" }
        : update({ is: "code", code, promotionCodeId, off });
    }
    case "pay_invoice": {
      const { invoiceId } = action;
      return subscription.openInvoice?.id === invoiceId
        ? { is: "effect", effect: { kind: "invoice.pay", ...about, invoiceId } }
        : { is: "already" };
    }
    case "comp": {
      const { couponId, untilMs } = action;
      return isFreeUntil(subscription, untilMs)
        ? { is: "already" }
        : update({ is: "comp", couponId, untilMs });
    }
  }
}

/** Stripe counts whole months from when the coupon is redeemed, which may be a moment before or after it was asked for. */
const toleranceMs = 3_600_000;

function isFreeUntil({ discount }: Subscription, untilMs: number): boolean {
  if (discount?.off.is !== "percent" || discount.off.percent < 100) return false;
  return discount.endsAtMs === null || discount.endsAtMs >= untilMs - toleranceMs;
}

/** Stripe refuses changes to what a schedule steers; so the schedule is released first, and then it is asked again. */
const release = (accountId: AccountState["account"]["id"], scheduleId: string): Step => ({
  is: "effect",
  effect: { kind: "schedule.release", accountId, scheduleId },
});

/** A change would start from something that is about to end, or has not been paid for. */
function refuseChange({ status, cancelAtMs }: Subscription): Refused<ActionRefusal> | null {
  if (cancelAtMs !== null) return refuse("subscription_ending");
  return status === "active" || status === "trialing" ? null : refuse("payment_due");
}

const isTo = (
  a: { priceId: string; quantity: number },
  b: { priceId: string; quantity: number },
): boolean => a.priceId === b.priceId && a.quantity === b.quantity;

function reasonOf({ action, reason }: Pick<AskedAction, "action" | "reason">): string {
  if (reason !== undefined) return reason;
  return "reason" in action && action.reason !== null ? action.reason : action.is;
}
