import type { StripeSubscription } from "@idem/billing";
import {
  type OpenInvoice,
  parseStatus,
  type StripePaymentIntentId,
  type SubscriptionDiscount,
  toCheckoutId,
  toStripeInvoiceId,
  toStripePaymentIntentId,
  toStripeSubscriptionId,
} from "@idem/domain";
import type Stripe from "stripe";
import { expanded } from "./expanded.ts";
import { toCard, toFingerprint } from "./to-card.ts";
import { toInvoiceTruth } from "./to-invoice.ts";
import { toSchedule } from "./to-schedule.ts";

/** What `toSubscription` needs to be expanded; under `data.` for lists. */
export const subscriptionExpansions = [
  "default_payment_method",
  "customer.invoice_settings.default_payment_method",
  "schedule",
  "discounts.promotion_code",
  "discounts.source.coupon",
  "latest_invoice.payments",
];

const toMs = (seconds: number): number => seconds * 1_000;
const toMsOrNull = (seconds: number | null): number | null =>
  seconds === null ? null : toMs(seconds);

/** Stripe's subscription in our words. Since API 2025-03-31 its period lives on its items. */
export function toSubscription(subscription: Stripe.Subscription): StripeSubscription {
  const [item] = subscription.items.data;
  if (item === undefined) throw new TypeError(`Subscription ${subscription.id} has no item.`);
  const invoice = expanded(subscription.latest_invoice);
  const { checkoutId, replaces } = subscription.metadata;
  return {
    stripeSubscriptionId: toStripeSubscriptionId(subscription.id),
    status: parseStatus(subscription.status),
    stripePriceId: item.price.id,
    unitAmount: item.price.unit_amount ?? 0,
    currency: subscription.currency,
    interval: item.price.recurring?.interval ?? "month",
    quantity: item.quantity ?? 1,
    currentPeriodStartMs: toMs(item.current_period_start),
    currentPeriodEndMs: toMs(item.current_period_end),
    cancelAtMs: cancelAtMs(subscription, item),
    canceledAtMs: toMsOrNull(subscription.canceled_at),
    endedAtMs: toMsOrNull(subscription.ended_at),
    trialEndMs: toMsOrNull(subscription.trial_end),
    discount: toDiscount(subscription, subscription.currency),
    startedAtMs: toMs(subscription.start_date),
    stripeItemId: item.id,
    ...toSchedule(expanded(subscription.schedule)),
    pendingPhase: toPendingPhase(subscription.pending_update),
    card: toCard(subscription),
    openInvoice: invoice && toOpenInvoice(invoice),
    checkoutId: checkoutId === undefined ? null : toCheckoutId(checkoutId),
    replacesSubscriptionId: replaces === undefined ? null : toStripeSubscriptionId(replaces),
    createdAtMs: toMs(subscription.created),
    firstPaidAtMs: invoice && firstPaidAtMs(subscription, invoice),
    paymentIntentId: invoice && paymentIntentOf(invoice),
    latestInvoice: invoice && { ...toInvoiceTruth(invoice), amountPaid: invoice.amount_paid },
    cardFingerprint: toFingerprint(subscription),
  };
}

function toPendingPhase(
  pending: Stripe.Subscription["pending_update"],
): StripeSubscription["pendingPhase"] {
  const item = pending?.subscription_items?.[0];
  if (!pending || item === undefined) return null;
  return {
    stripePriceId: item.price.id,
    quantity: item.quantity ?? 1,
    expiresAtMs: toMs(pending.expires_at),
  };
}

function cancelAtMs(
  subscription: Stripe.Subscription,
  item: Stripe.SubscriptionItem,
): number | null {
  if (subscription.cancel_at_period_end) return toMs(item.current_period_end);
  return toMsOrNull(subscription.cancel_at);
}

/** Once it has renewed, its first invoice is no longer the latest; what renewed was paid for when it was created. */
function firstPaidAtMs(subscription: Stripe.Subscription, invoice: Stripe.Invoice): number | null {
  return invoice.billing_reason === "subscription_create"
    ? toMsOrNull(invoice.status_transitions.paid_at)
    : toMs(subscription.created);
}

function paymentIntentOf(invoice: Stripe.Invoice): StripePaymentIntentId | null {
  const paid = invoice.payments?.data.find(({ status }) => status === "paid");
  const intent = paid?.payment.payment_intent;
  if (intent === undefined) return null;
  return toStripePaymentIntentId(typeof intent === "string" ? intent : intent.id);
}

/** Finalized and not paid: an invoice that is still a draft asks for nothing yet. */
const toOpenInvoice = (invoice: Stripe.Invoice): OpenInvoice | null =>
  invoice.status === "open"
    ? {
        id: toStripeInvoiceId(invoice.id),
        amountDue: invoice.amount_remaining,
        url: invoice.hosted_invoice_url ?? null,
        sinceMs: toMsOrNull(invoice.status_transitions.finalized_at),
      }
    : null;

function toDiscount(
  { discounts }: Stripe.Subscription,
  currency: string,
): SubscriptionDiscount | null {
  const discount = expanded(discounts[0] ?? null);
  const coupon = expanded(discount?.source.coupon ?? null);
  if (discount === null || coupon === null) return null;
  const code = expanded(discount.promotion_code);
  return {
    stripeDiscountId: discount.id,
    code: code?.code.toUpperCase() ?? null,
    off:
      coupon.percent_off === null
        ? { is: "amount", amount: amountOff(coupon, currency) }
        : { is: "percent", percent: coupon.percent_off },
    endsAtMs: toMsOrNull(discount.end),
  };
}

const amountOff = (coupon: Stripe.Coupon, currency: string): number =>
  coupon.currency_options?.[currency]?.amount_off ??
  (coupon.currency === currency ? (coupon.amount_off ?? 0) : 0);
