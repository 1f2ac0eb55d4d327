import type { Notice } from "./notice.ts";
import { isLive, type Subscription } from "./subscription.ts";
import type { InvoiceTruth, SubscriptionTruth } from "./truth.ts";

/**
 * What a customer has to be told when our row of their subscription goes from `before` to `after`. Recorded in the
 * commit that writes `after`, so news is neither told twice nor forgotten between the two (G4).
 *
 * Of what changed while nobody looked, the last is told: of two invoices paid between two looks, the later one.
 */
export function noticesOf(before: Subscription | null, after: SubscriptionTruth | null): Notice[] {
  if (after === null) return [];
  const known = before?.stripeSubscriptionId === after.stripeSubscriptionId ? before : null;
  return [
    ...welcome(known, after),
    ...receipt(known, after),
    ...paymentFailed(known, after),
    ...cancelled(known, after),
  ];
}

function welcome(known: Subscription | null, after: SubscriptionTruth): Notice[] {
  const { stripeSubscriptionId: subscriptionId, planName, trialEndMs, status } = after;
  // Also whoever had trouble with a renewal before anybody looked for the first time.
  if (!isLive(status) || (known !== null && isLive(known.status))) return [];
  const trial = status === "trialing" ? trialEndMs : null;
  const renewsAtMs = after.cancelAtMs === null ? after.currentPeriodEndMs : null;
  return [{ template: "welcome", subscriptionId, planName, trialEndMs: trial, renewsAtMs }];
}

function receipt(known: Subscription | null, after: SubscriptionTruth): Notice[] {
  const { latestInvoice: invoice, planName } = after;
  // Of nothing, or of a credit, there is no receipt.
  if (invoice?.status !== "paid" || invoice.total <= 0 || !isNews(known, invoice)) return [];
  const { id: invoiceId, number, total, currency, paidAtMs, hostedUrl } = invoice;
  return [
    { template: "receipt", invoiceId, number, planName, total, currency, paidAtMs, hostedUrl },
  ];
}

function paymentFailed(known: Subscription | null, after: SubscriptionTruth): Notice[] {
  const { latestInvoice: invoice, planName, status } = after;
  if (!isOverdue(status) || invoice?.status !== "open") return [];
  const hasFallen = known !== null && !isOverdue(known.status);
  if (!hasFallen && !isNews(known, invoice)) return [];
  const { id: invoiceId, amountDue, currency, nextAttemptAtMs, hostedUrl } = invoice;
  const what = { invoiceId, planName, amountDue, currency };
  return [{ template: "payment_failed", ...what, nextAttemptAtMs, hostedUrl }];
}

const isOverdue = (status: Subscription["status"]): boolean =>
  status === "past_due" || status === "unpaid";

/** A row that was written before invoices were looked at knows none: what its last one was is no news. */
const isNews = (known: Subscription | null, { id, status }: InvoiceTruth): boolean =>
  known === null ||
  (known.latestInvoice !== null &&
    (known.latestInvoice.id !== id || known.latestInvoice.status !== status));

function cancelled(known: Subscription | null, after: SubscriptionTruth): Notice[] {
  if (known === null || !isLive(known.status)) return [];
  const { stripeSubscriptionId: subscriptionId, planName, cancelAtMs, endedAtMs } = after;
  const told = { template: "cancelled" as const, subscriptionId, planName };
  if (isLive(after.status))
    return cancelAtMs === null || cancelAtMs === known.cancelAtMs
      ? []
      : [{ ...told, endsAtMs: cancelAtMs, isOver: false }];
  if (endedAtMs === null) return [];
  // That it would end then was told when it was set to.
  const wasTold = known.cancelAtMs !== null && endedAtMs >= known.cancelAtMs;
  return wasTold ? [] : [{ ...told, endsAtMs: endedAtMs, isOver: true }];
}
