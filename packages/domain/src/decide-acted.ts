import type { AccountState } from "./account.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import type { EffectIntent, EffectResult } from "./effect.ts";
import type { Subscription } from "./subscription.ts";

/** The effects of a customer's or a support person's actions. */
export type ActedIntent = Extract<
  EffectIntent,
  {
    kind:
      | "subscription.update"
      | "schedule.create"
      | "schedule.plan"
      | "schedule.release"
      | "invoice.pay";
  }
>;

/**
 * What Stripe has agreed to is written down together with its answer: whoever asks for the same a moment later, in
 * another tab, finds it done. The look that follows fills in what only Stripe knows.
 */
export function decideActed(
  { subscription }: AccountState,
  intent: ActedIntent,
  result: EffectResult,
): Decision<null> {
  if (subscription === null) return unchanged(null);
  switch (intent.kind) {
    case "subscription.update":
      return become(intent, subscription, after(subscription, intent.change));
    case "schedule.create":
      return scheduled(intent, subscription, result.id);
    case "schedule.plan":
      return become(intent, subscription, {
        ...subscription,
        scheduleId: intent.scheduleId,
        scheduledChange: { ...intent.to, atMs: intent.from.endMs },
      });
    case "schedule.release":
      return subscription.scheduleId === intent.scheduleId
        ? become({ ...intent, subscriptionId: subscription.stripeSubscriptionId }, subscription, {
            ...subscription,
            scheduleId: null,
            scheduledChange: null,
          })
        : unchanged(null);
    case "invoice.pay": {
      const paid = become(intent, subscription, { ...subscription, openInvoice: null });
      const told = entry("invoice.paid", { after: { id: intent.invoiceId } });
      return { ...paid, audit: [...paid.audit, told] };
    }
  }
}

/** The schedule exists, and does nothing yet: what it is to do is ordered in the same commit. */
function scheduled(
  intent: Extract<ActedIntent, { kind: "schedule.create" }>,
  subscription: Subscription,
  scheduleId: string,
): Decision<null> {
  const { accountId, subscriptionId, actionId, to } = intent;
  const { currentPeriodStartMs: startMs, currentPeriodEndMs: endMs, quantity } = subscription;
  const { stripePriceId } = subscription;
  if (startMs === null || endMs === null) return unchanged(null);
  const discountId = subscription.discount?.stripeDiscountId ?? null;
  const from = { stripePriceId, quantity, startMs, endMs, discountId };
  return {
    ...become(intent, subscription, { ...subscription, scheduleId, lastScheduleId: scheduleId }),
    effects: [{ kind: "schedule.plan", accountId, subscriptionId, actionId, scheduleId, from, to }],
  };
}

function after(
  subscription: Subscription,
  change: Extract<ActedIntent, { kind: "subscription.update" }>["change"],
): Subscription {
  switch (change.is) {
    case "plan": {
      const { to, withBank } = change;
      return withBank
        ? { ...subscription, pendingChange: { ...to, expiresAtMs: null } }
        : { ...subscription, ...to, pendingChange: null };
    }
    case "end_later":
      return { ...subscription, cancelAtMs: subscription.currentPeriodEndMs };
    case "go_on":
      return { ...subscription, cancelAtMs: null };
    // What it is now, paid or not, only Stripe knows: the look that follows writes it down.
    case "end_trial":
      return { ...subscription, trialEndMs: null };
    case "code": {
      const { code, off } = change;
      return { ...subscription, discount: { stripeDiscountId: null, code, off, endsAtMs: null } };
    }
    case "comp": {
      const { untilMs: endsAtMs } = change;
      const off = { is: "percent", percent: 100 } as const;
      return { ...subscription, discount: { stripeDiscountId: null, code: null, off, endsAtMs } };
    }
  }
}

/**
 * Only if it is still the account's: another may have taken its place while the answer was on its way. A look that began
 * before Stripe did this is old news from now on: written, it would take back what is written here, and whoever pressed
 * twice would find a schedule that nobody had planned, release it, and be told that somebody else had been faster.
 */
function become(
  { subscriptionId }: { subscriptionId: Subscription["stripeSubscriptionId"] },
  before: Subscription,
  next: Subscription,
): Decision<null> {
  if (before.stripeSubscriptionId !== subscriptionId) return unchanged(null);
  return {
    ...unchanged(null),
    writes: [{ write: "subscription.upsert", subscription: next }, { write: "sync.advance" }],
    audit: [entry("subscription.changed", { before, after: next })],
  };
}
