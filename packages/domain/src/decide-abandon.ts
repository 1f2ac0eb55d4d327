import { type AccountState, openCheckout } from "./account.ts";
import { expiryOf, supersede } from "./decide-start.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import type { CheckoutId, StripeCustomerId } from "./ids.ts";

/** Takes the open checkout away from the customer, and its session from Stripe: nobody may pay it. */
export function decideAbandon(state: AccountState, checkoutId: CheckoutId): Decision<null> {
  const open = openCheckout(state);
  if (open?.id !== checkoutId) return unchanged(null);
  return {
    ...unchanged(null),
    ...supersede(open),
    effects: expiryOf(state, open),
  };
}

/** The customer was deleted at Stripe by hand: the next one gets the next ordinal, and so a journal slot of its own. */
export function decideRetireCustomer(
  { customer }: AccountState,
  deletedId: StripeCustomerId,
): Decision<null> {
  if (customer?.stripeCustomerId !== deletedId) return unchanged(null);
  return {
    ...unchanged(null),
    writes: [{ write: "customer.retire" }],
    audit: [entry("customer.retired", { before: customer, reason: "It was deleted at Stripe." })],
  };
}
