import type { StripeSubscriptionId } from "./ids.ts";
import type { Card } from "./subscription.ts";

/**
 * News that a customer gets by e-mail: the facts, without a word of text. Amounts in minor units, times in ms since the
 * epoch.
 */
export type Notice =
  | {
      template: "welcome";
      subscriptionId: StripeSubscriptionId;
      planName: string | null;
      /** Until when nothing is charged; `null` without a trial. */
      trialEndMs: number | null;
      renewsAtMs: number | null;
    }
  | {
      template: "receipt";
      invoiceId: string;
      number: string | null;
      planName: string | null;
      total: number;
      currency: string;
      paidAtMs: number | null;
      hostedUrl: string | null;
    }
  | {
      template: "payment_failed";
      invoiceId: string;
      planName: string | null;
      amountDue: number;
      currency: string;
      /** When Stripe tries the card again by itself; `null` when it does not. */
      nextAttemptAtMs: number | null;
      /** Stripe has given up, and what was bought is not served any more. */
      isLast: boolean;
      hostedUrl: string | null;
    }
  | { template: "card_expiring"; subscriptionId: StripeSubscriptionId; card: Card }
  | {
      template: "trial_ending";
      subscriptionId: StripeSubscriptionId;
      planName: string | null;
      trialEndMs: number;
      /** What is charged then, after discounts. */
      amount: number;
      currency: string;
      card: Card | null;
    }
  | {
      template: "cancelled";
      subscriptionId: StripeSubscriptionId;
      planName: string | null;
      endsAtMs: number;
      /** It has ended, and not only been set to end. */
      isOver: boolean;
    };

/** What a notice tells of: the same news about the same thing is one e-mail, whoever finds it out and however often. */
export function aboutOf(notice: Notice): string {
  switch (notice.template) {
    case "welcome":
      return notice.subscriptionId;
    case "receipt":
      return notice.invoiceId;
    // Told twice at most: when it has failed for the first time, and when nobody tries again.
    case "payment_failed":
      return notice.isLast ? `${notice.invoiceId}:last` : notice.invoiceId;
    case "card_expiring":
      return `${notice.subscriptionId}:${notice.card.last4}:${notice.card.expYear}-${notice.card.expMonth}`;
    // A trial that support has made longer ends on another day, and is told of again.
    case "trial_ending":
      return `${notice.subscriptionId}:${notice.trialEndMs}`;
    // Cancelled, resumed and cancelled for another day is news again.
    case "cancelled":
      return `${notice.subscriptionId}:${notice.endsAtMs}`;
  }
}
