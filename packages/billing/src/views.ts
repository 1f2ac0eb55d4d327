import {
  type Checkout,
  type Entitlement,
  isLive,
  nextCharge,
  type Subscription,
} from "@idem/domain";
import type { EntitlementView, OpenCheckoutView, SubscriptionView } from "./answers.ts";

const isoOf = (ms: number): string => new Date(ms).toISOString();
export const iso = (ms: number | null): string | null => (ms === null ? null : isoOf(ms));

export function entitlementView(entitlement: Entitlement): EntitlementView {
  switch (entitlement.is) {
    case "entitled":
      return { is: "entitled", because: entitlement.because, until: iso(entitlement.untilMs) };
    case "grace":
      return { is: "grace", since: isoOf(entitlement.sinceMs), until: isoOf(entitlement.untilMs) };
    case "ended":
      return { is: "ended", because: entitlement.because, since: iso(entitlement.sinceMs) };
  }
}

export function subscriptionView(subscription: Subscription): SubscriptionView {
  const { discount, status } = subscription;
  const charge = nextCharge(subscription);
  const { planKey, planName, priceId, unitAmount, currency, interval, quantity } = subscription;
  return {
    stripeSubscriptionId: subscription.stripeSubscriptionId,
    status,
    isLive: isLive(status),
    planKey,
    planName,
    priceId,
    unitAmount,
    currency,
    interval,
    quantity,
    currentPeriodStart: iso(subscription.currentPeriodStartMs),
    currentPeriodEnd: iso(subscription.currentPeriodEndMs),
    cancelAt: iso(subscription.cancelAtMs),
    canceledAt: iso(subscription.canceledAtMs),
    endedAt: iso(subscription.endedAtMs),
    trialEnd: iso(subscription.trialEndMs),
    discount: discount && {
      code: discount.code,
      off: discount.off,
      endsAt: iso(discount.endsAtMs),
    },
    nextCharge: charge && { amount: charge.amount, at: new Date(charge.atMs).toISOString() },
    scheduledChange: scheduledChangeView(subscription),
    pendingChange: pendingChangeView(subscription),
    card: subscription.card,
    openInvoice: openInvoiceView(subscription),
  };
}

function openInvoiceView({ openInvoice }: Subscription): SubscriptionView["openInvoice"] {
  if (openInvoice === null) return null;
  const { id, amountDue, url } = openInvoice;
  return { id, amountDue, url };
}

function scheduledChangeView({
  scheduleId,
  scheduledChange,
}: Subscription): SubscriptionView["scheduledChange"] {
  if (scheduledChange === null) return scheduleId === null ? null : { isOurs: false };
  const { priceId, planName, unitAmount, interval, quantity, atMs } = scheduledChange;
  const at = new Date(atMs).toISOString();
  return { isOurs: true, priceId, planName, unitAmount, interval, quantity, at };
}

function pendingChangeView({ pendingChange }: Subscription): SubscriptionView["pendingChange"] {
  if (pendingChange === null) return null;
  const { planName, priceId, expiresAtMs } = pendingChange;
  return { planName, priceId, expiresAt: iso(expiresAtMs) };
}

export const openCheckoutView = (checkout: Checkout): OpenCheckoutView => ({
  checkoutId: checkout.id,
  sessionId: checkout.stripeSessionId,
  attempt: checkout.attempt,
  revision: checkout.revision,
  priceId: checkout.choice.priceId,
  quantity: checkout.choice.quantity,
  code: checkout.choice.code,
  ui: checkout.choice.ui,
  replace: checkout.choice.replace,
  dueToday: checkout.dueToday,
  currency: checkout.currency,
});
