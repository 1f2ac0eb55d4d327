import type { CurrentBilling } from "@idem/client";
import type { Feature } from "./features.ts";

/** What Idem says of a caller, as far as this service asks. */
export type Standing = Pick<CurrentBilling, "subscription" | "entitlement">;

/** What this service knows about the caller when it has to answer. */
export type Knowledge =
  /** `isStale`: Idem does not answer now, and this is what it said a while ago. */
  | { is: "known"; standing: Standing; isStale: boolean }
  /** Idem does not answer, and has said nothing that is recent enough. */
  | { is: "unknown" };

export type Entitlement = {
  allowed: boolean;
  because:
    | "plan_includes_it"
    | "plan_lacks_it"
    | "no_subscription"
    | "payment_overdue"
    | "idem_unreachable";
  isStale: boolean;
};

/**
 * Pure, so that the rule can be read and tested without a network. Whether somebody is served at all is Idem's word: it
 * knows of grace, trials and ends. What a plan includes is ours.
 */
export function decideEntitlement(knowledge: Knowledge, feature: Feature): Entitlement {
  if (knowledge.is === "unknown") {
    const allowed = feature.whenUnknown === "open";
    return { allowed, because: "idem_unreachable", isStale: false };
  }
  const { standing, isStale } = knowledge;
  const { entitlement, subscription } = standing;
  if (entitlement.is === "ended") {
    const because = entitlement.because === "unpaid" ? "payment_overdue" : "no_subscription";
    return { allowed: false, because, isStale };
  }
  const planKey = subscription?.planKey ?? null;
  return planKey !== null && feature.plans.includes(planKey)
    ? { allowed: true, because: "plan_includes_it", isStale }
    : { allowed: false, because: "plan_lacks_it", isStale };
}
