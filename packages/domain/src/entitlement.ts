import type { Subscription } from "./subscription.ts";

/**
 * Whether a payer is to be served. Times in ms since the epoch; each end is exclusive: at that instant it is over.
 *
 * `isLive` asks "may it still charge?", which is about money. This asks "do we serve them?", and is asked by everybody who
 * lets somebody use something.
 */
export type Entitlement =
  /** Served; until `untilMs`, if an end is known already. */
  | { is: "entitled"; because: "paid" | "trial" | "free"; untilMs: number | null }
  /** Served although a payment has failed, while Stripe tries again: since when it is owed, and until when we wait. */
  | { is: "grace"; sinceMs: number; untilMs: number }
  /** Not served. `sinceMs`: since when, or `null` where it never was, or our row does not tell. */
  | { is: "ended"; because: EndedBecause; sinceMs: number | null };

export type EndedBecause =
  | "never_subscribed"
  /** The first payment was never made. */
  | "never_paid"
  | "cancelled"
  /** Paused, or a trial that ended without a card. */
  | "paused"
  /** Stripe has given up, or the grace is over. */
  | "unpaid";

/**
 * How long a failed payment is waited for. Stripe's recommended retries take two weeks, and what is set there (cancel, or
 * leave unpaid) ends the waiting: a week more, so that Stripe's word is heard first and this only ends what Stripe was
 * told to leave past due for ever.
 */
export const graceDays = 21;

/**
 * What a subscription entitles to at a moment. Pure, so that it can be asked anywhere; our row may be asked while Stripe
 * does not answer.
 *
 * Silence ends nothing: a renewal or the end of a trial with a card, of which no event has come yet, is waited for, because
 * a customer who has paid must not be locked out by a webhook of ours that is late. What ends is what was said to end: the
 * day of a cancellation, of a trial without a card, of the grace. So whoever is not served any more is not served again
 * by the passing of time, and a clock that is ahead by some seconds ends those some seconds early and nothing else; one
 * that is behind denies nobody what they have just bought.
 */
export function entitlement(subscription: Subscription | null, nowMs: number): Entitlement {
  if (subscription === null) return ended("never_subscribed", null);
  switch (subscription.status) {
    case "active":
      return (
        endedBy(subscription, null, nowMs) ?? {
          is: "entitled",
          because: isFree(subscription) ? "free" : "paid",
          untilMs: subscription.cancelAtMs,
        }
      );
    case "trialing":
      return onTrial(subscription, nowMs);
    case "past_due":
      return inGrace(subscription, nowMs);
    case "unpaid":
      return ended("unpaid", owedSince(subscription));
    case "paused":
      return ended("paused", subscription.trialEndMs);
    case "incomplete":
    case "incomplete_expired":
      return ended("never_paid", null);
    case "canceled":
      return ended("cancelled", subscription.endedAtMs ?? subscription.canceledAtMs);
  }
}

const ended = (because: EndedBecause, sinceMs: number | null): Entitlement => ({
  is: "ended",
  because,
  sinceMs,
});

/** With a card, the first charge follows; without one, nothing does. */
function onTrial(subscription: Subscription, nowMs: number): Entitlement {
  const { trialEndMs, card, cancelAtMs } = subscription;
  const endMs = card === null && !isFree(subscription) ? trialEndMs : null;
  return (
    endedBy(subscription, endMs === null ? null : { because: "paused", atMs: endMs }, nowMs) ?? {
      is: "entitled",
      because: "trial",
      untilMs: earliest(cancelAtMs, endMs),
    }
  );
}

function inGrace(subscription: Subscription, nowMs: number): Entitlement {
  const sinceMs = owedSince(subscription);
  const atMs = sinceMs + graceDays * dayMs;
  return (
    endedBy(subscription, { because: "unpaid", atMs }, nowMs) ?? {
      is: "grace",
      sinceMs,
      untilMs: earliest(atMs, subscription.cancelAtMs) ?? atMs,
    }
  );
}

/** Over since the first of its ends, if that is over: the day of a cancellation, or another one. */
function endedBy(
  { cancelAtMs }: Subscription,
  other: { because: EndedBecause; atMs: number } | null,
  nowMs: number,
): Entitlement | null {
  const isCancelled = cancelAtMs !== null && cancelAtMs <= (other?.atMs ?? cancelAtMs);
  const end = isCancelled ? { because: "cancelled" as const, atMs: cancelAtMs } : other;
  return end !== null && end.atMs <= nowMs ? ended(end.because, end.atMs) : null;
}

/** A renewal is owed from the beginning of its period on; a change in the middle of one from the day of its invoice. */
const owedSince = ({ openInvoice, currentPeriodStartMs, startedAtMs }: Subscription): number =>
  openInvoice?.sinceMs ?? currentPeriodStartMs ?? startedAtMs;

const isFree = ({ unitAmount, quantity, discount }: Subscription): boolean =>
  unitAmount * quantity === 0 || (discount?.off.is === "percent" && discount.off.percent === 100);

const earliest = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : Math.min(one, other);

const dayMs = 86_400_000;
