import { type AccountId, entitlement, openCheckout, sameContact } from "@idem/domain";
import type { CurrentAnswer } from "./answers.ts";
import type { AccountSnapshot, Ports } from "./ports/ports.ts";
import { entitlementView, iso, openCheckoutView, subscriptionView } from "./views.ts";

/** Where the account stands, from our own rows: answers when Stripe does not (G11). */
export async function currentBilling(
  { store, nowMs }: Pick<Ports, "store" | "nowMs">,
  accountId: AccountId,
): Promise<CurrentAnswer> {
  const snapshot = await store.account(accountId);
  const open = openCheckout(snapshot);
  return {
    accountId,
    customer: snapshot.customer,
    entitlement: entitlementView(entitlement(snapshot.subscription, nowMs())),
    subscription: snapshot.subscription && subscriptionView(snapshot.subscription),
    openCheckout: open && openCheckoutView(open),
    contact: contactView(snapshot),
    lookedAt: iso(snapshot.lookedAtMs),
  };
}

const contactView = ({ account, customer }: AccountSnapshot): CurrentAnswer["contact"] => ({
  email: account.email,
  name: account.name,
  isConfirmed: customer === null || sameContact(customer, account),
});
