import type { Chosen } from "./choose-subscription.ts";
import type { SubscriptionTruth } from "./truth.ts";

export type ReasonToEnd = "replaced" | "replaced_unpaid" | "duplicate";

/**
 * Why a surplus subscription is ended, as its cancel says: what was replaced is ended with credit for the time that is
 * left, but only where that time was paid for. Stripe prorates what was invoiced, paid or not, so a renewal that nobody
 * paid would become a credit of nearly its whole price.
 */
export const reasonToEnd = ({ subscription, reason }: Chosen["surplus"][number]): ReasonToEnd =>
  reason === "replaced" && !isPaidFor(subscription) ? "replaced_unpaid" : reason;

function isPaidFor({ status, latestInvoice, pendingChange }: SubscriptionTruth): boolean {
  if (status === "past_due" || status === "unpaid") return false;
  // The open invoice of a change that waits for the bank is for the change alone: the period was paid before.
  if (pendingChange !== null) return true;
  switch (latestInvoice?.status) {
    // A renewal's invoice is a draft for an hour: the period has begun, and nothing was charged for it yet.
    case "draft":
    case "open":
    case "uncollectible":
      return false;
    case "paid":
    case "void":
    case undefined:
      return true;
  }
}
