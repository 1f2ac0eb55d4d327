import { type AccountId, isAccountId } from "@idem/domain";
import type Stripe from "stripe";

/** The account that an object at Stripe names as its own, by the key that all our creations write. */
export function accountNamedBy({
  metadata,
}: {
  metadata: Stripe.Metadata | null;
}): AccountId | null {
  const accountId = metadata?.["accountId"] ?? "";
  return isAccountId(accountId) ? accountId : null;
}
