import { compareListed, isLive } from "@idem/domain";
import type { Catalogue, Ports } from "./ports/ports.ts";
import type { Doubt, KnownAccount, ReadPage, Stranger } from "./ports/reconciliations.ts";
import type { ListedCustomer, ListedSubscription } from "./ports/stripe-lists.ts";
import { nameOf } from "./sync-account.ts";

type Compared = Pick<ReadPage, "seen" | "doubted" | "strangers">;

/** Which accounts a page of subscriptions casts doubt on, and which subscriptions charge for accounts that are not here. */
export async function compareSubscriptions(
  { catalogue }: Pick<Ports, "catalogue">,
  known: readonly KnownAccount[],
  listed: readonly ListedSubscription[],
): Promise<Compared> {
  const find = finder(known);
  const remembered = { catalogue: rememberPrices(catalogue) };
  const compared: Compared = { seen: [], doubted: [], strangers: [] };
  for (const one of listed) {
    const account = find(one);
    if (account?.subscription?.stripeSubscriptionId === one.id) compared.seen.push(one.id);
    const named = one.subscription && (await nameOf(remembered, one.subscription));
    if (account === undefined) {
      if (one.accountId !== null && named !== null && isLive(named.status))
        compared.strangers.push(strangerOf(one));
      continue;
    }
    if (named === null || compareListed(account.accountId, account.subscription, named).length > 0)
      compared.doubted.push(doubtOf(account, one.customerId));
  }
  return compared;
}

/** Which accounts a page of customers casts doubt on: those that Stripe has a customer of which their row does not name. */
export function compareCustomers(
  known: readonly KnownAccount[],
  listed: readonly ListedCustomer[],
): Compared {
  const find = finder(known);
  const compared: Compared = { seen: [], doubted: [], strangers: [] };
  for (const { id, accountId, isRetired } of listed) {
    if (isRetired) continue;
    const account = find({ id, customerId: id, accountId });
    if (account === undefined) continue;
    if (account.stripeCustomerId === id) compared.seen.push(id);
    else compared.doubted.push(doubtOf(account, id));
  }
  return compared;
}

/** The account whose row names the subscription, or else the customer; or else the one that its metadata names. */
function finder(known: readonly KnownAccount[]) {
  const bySubscription = new Map(
    known.map((one) => [one.subscription?.stripeSubscriptionId ?? "", one]),
  );
  const byCustomer = new Map(known.map((one) => [one.stripeCustomerId ?? "", one]));
  const byAccount = new Map(known.map((one) => [one.accountId, one]));
  return ({ id, customerId, accountId }: Omit<ListedSubscription, "subscription">) =>
    bySubscription.get(id) ??
    byCustomer.get(customerId) ??
    (accountId === null ? undefined : byAccount.get(accountId));
}

const doubtOf = ({ accountId, stripeCustomerId }: KnownAccount, customerId: string): Doubt => ({
  accountId,
  strangerId: customerId === stripeCustomerId ? null : customerId,
});

const strangerOf = ({ id, accountId, customerId }: ListedSubscription): Stranger => ({
  stripeId: id,
  differences: [{ field: "account", ours: null, stripes: accountId }],
  note: `It charges ${customerId}, for an account that is not here.`,
});

/** A page names a few prices a hundred times. */
function rememberPrices(catalogue: Catalogue): Catalogue {
  const prices = new Map<string, ReturnType<Catalogue["priceByStripeId"]>>();
  return {
    ...catalogue,
    priceByStripeId: (id) => {
      const price = prices.get(id) ?? catalogue.priceByStripeId(id);
      prices.set(id, price);
      return price;
    },
  };
}
