import type { AccountState, Customer } from "./account.ts";
import { type Decision, entry, unchanged } from "./decision.ts";

/**
 * An account that has lost its customer, as after a restore of the database to an earlier moment, gets back the one that
 * was made for it at Stripe: otherwise its next purchase would make a second (G1). One that has a customer keeps it.
 */
export function decideAdopt({ customer: known }: AccountState, customer: Customer): Decision<null> {
  if (known !== null) return unchanged(null);
  return {
    ...unchanged(null),
    writes: [{ write: "customer.upsert", customer }],
    audit: [
      entry("customer.created", { after: customer, reason: "It was at Stripe, and in no row." }),
    ],
  };
}
