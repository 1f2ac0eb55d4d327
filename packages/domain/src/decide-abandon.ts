import { type AccountState, openCheckout } from "./account.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import type { CheckoutId, StripeCustomerId, StripeSessionId } from "./ids.ts";
import { expiryOf, supersede } from "./supersede.ts";

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

/** A superseded checkout whose session ran out at Stripe before we could expire it: told once, by whoever noticed first. */
export function decideRanOut(
  { checkouts }: AccountState,
  { checkoutId, sessionId }: { checkoutId: CheckoutId; sessionId: StripeSessionId },
): Decision<null> {
  if (checkouts.find(({ id }) => id === checkoutId)?.retired !== false) return unchanged(null);
  return {
    ...unchanged(null),
    writes: [{ write: "checkout.mark", id: checkoutId, retired: true }],
    audit: [entry("checkout.expired", { after: { id: checkoutId, sessionId } })],
  };
}

/**
 * The customer was deleted at Stripe by hand: the next one gets the next ordinal, and so a journal slot of its own. A
 * checkout that was opened for the deleted one looks open at Stripe and can never be paid, so it goes as well.
 */
export function decideRetireCustomer(
  state: AccountState,
  deletedId: StripeCustomerId,
): Decision<null> {
  const { customer } = state;
  if (customer?.stripeCustomerId !== deletedId) return unchanged(null);
  const open = openCheckout(state);
  const abandoned = open === null ? unchanged(null) : decideAbandon(state, open.id);
  return {
    ...abandoned,
    writes: [...abandoned.writes, { write: "customer.retire" }],
    audit: [
      ...abandoned.audit,
      entry("customer.retired", { before: customer, reason: "It was deleted at Stripe." }),
    ],
  };
}
