import type { Notice } from "./notice.ts";
import { isLive, type Subscription } from "./subscription.ts";
import type { InvoiceTruth, SubscriptionTruth } from "./truth.ts";

/**
 * What a customer has to be told when our row of their subscription goes from `before` to `after`. Recorded in the
 * commit that writes `after`, so news is neither told twice nor forgotten between the two (G4).
 *
 * `invoices`: those that came while nobody looked. Each that was paid has its receipt; of failed payments and of ends only
 * the last is told, because what was overdue in between is not any more.
 */
export function noticesOf(
  before: Subscription | null,
  after: SubscriptionTruth | null,
  invoices: readonly InvoiceTruth[] = [],
): Notice[] {
  if (after === null) return [];
  const known = before?.stripeSubscriptionId === after.stripeSubscriptionId ? before : null;
  return [
    ...welcome(known, after),
    ...receipts(known, after, invoices),
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

function receipts(
  known: Subscription | null,
  { latestInvoice, planName }: SubscriptionTruth,
  invoices: readonly InvoiceTruth[],
): Notice[] {
  const between = invoices.filter(({ id }) => id !== latestInvoice?.id);
  return [...between, ...(latestInvoice === null ? [] : [latestInvoice])]
    .filter((invoice) => isPaid(invoice) && isNews(known, invoice))
    .map(({ id: invoiceId, number, total, currency, paidAtMs, hostedUrl }) => {
      const money = { total, currency, paidAtMs };
      return { template: "receipt", invoiceId, number, planName, ...money, hostedUrl };
    });
}

/** Of nothing, or of a credit, there is no receipt. */
const isPaid = ({ status, total }: InvoiceTruth): boolean => status === "paid" && total > 0;

/**
 * Told when an invoice has failed for the first time, and once more when Stripe has given up and left the subscription
 * unpaid; one that is cancelled instead has its own news. Not of each retry: a try between two looks leaves no trace, so
 * that could not be told exactly once, and the first letter says when the next one is.
 */
function paymentFailed(known: Subscription | null, after: SubscriptionTruth): Notice[] {
  const { latestInvoice: invoice, planName, status } = after;
  if (!isOverdue(status) || invoice === null || !isOwed(invoice)) return [];
  const hasFallen = known !== null && known.status !== status && known.status !== "unpaid";
  if (!hasFallen && !isNews(known, invoice)) return [];
  const { id: invoiceId, amountDue, currency, nextAttemptAtMs, hostedUrl } = invoice;
  const what = { invoiceId, planName, amountDue, currency, nextAttemptAtMs, hostedUrl };
  return [{ template: "payment_failed", ...what, isLast: status === "unpaid" }];
}

const isOverdue = (status: Subscription["status"]): boolean =>
  status === "past_due" || status === "unpaid";

/** Stripe may be set to write off what it has given up. */
const isOwed = ({ status }: InvoiceTruth): boolean =>
  status === "open" || status === "uncollectible";

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
