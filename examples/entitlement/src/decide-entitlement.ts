import type { IdemClient } from "@idem/client";
import type { Feature } from "./features.ts";

export type Billing = Awaited<ReturnType<IdemClient["billing"]["current"]["query"]>>;
export type Subscription = NonNullable<Billing["subscription"]>;

/** What this service knows about the caller when it has to answer. */
export type Knowledge =
  /** `isStale`: Idem does not answer now, and this is what it said a while ago. */
  | { is: "known"; subscription: Subscription | null; isStale: boolean }
  /** Idem does not answer, and has said nothing that is recent enough. */
  | { is: "unknown" };

export type Entitlement = {
  allowed: boolean;
  because: "plan_includes_it" | "plan_lacks_it" | "no_subscription" | "idem_unreachable";
  isStale: boolean;
};

/** Pure, so that the rule can be read and tested without a network. */
export function decideEntitlement(knowledge: Knowledge, feature: Feature): Entitlement {
  if (knowledge.is === "unknown") {
    const allowed = feature.whenUnknown === "open";
    return { allowed, because: "idem_unreachable", isStale: false };
  }
  const { subscription, isStale } = knowledge;
  if (subscription === null || !isServed(subscription.status))
    return { allowed: false, because: "no_subscription", isStale };
  const { planKey } = subscription;
  return planKey !== null && feature.plans.includes(planKey)
    ? { allowed: true, because: "plan_includes_it", isStale }
    : { allowed: false, because: "plan_lacks_it", isStale };
}

/**
 * Idem's `isLive` asks "may it still charge?"; this asks "do we serve it?", which is this product's own decision. A
 * failed renewal is served while Stripe tries the card again; once Stripe has given up, or it is paused, it is not.
 * One that was cancelled for the end of its period is `active` until then.
 */
function isServed(status: Subscription["status"]): boolean {
  switch (status) {
    case "active":
    case "trialing":
    case "past_due":
      return true;
    case "unpaid":
    case "paused":
    case "canceled":
    case "incomplete":
    case "incomplete_expired":
      return false;
  }
}
