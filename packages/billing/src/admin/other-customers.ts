import type { AccountId, StripeCustomerId } from "@idem/domain";
import type { NamedCustomer } from "../ports/admin-reads.ts";
import type { AdminPorts } from "./create-admin.ts";
import { whoseCustomer } from "./whose-customer.ts";

export type OthersQuestion = {
  accountId: AccountId;
  /** Customers that may be the account's as well, such as the one whose id has led here. */
  besides: readonly StripeCustomerId[];
};

/**
 * The customers at Stripe that are the account's besides the one in its row, the newest first. Looked for where it costs
 * one read: by the account's address, where a sign-up that was tried twice has left them; and by id those that the account's
 * story names, and those that the question does. One of another address that nothing has named yet is found by the
 * doctor, who lists everybody. Each is asked of Stripe whose it is: who names no account, or another one, is left out.
 */
export async function otherCustomers(
  adminPorts: AdminPorts,
  { accountId, besides }: OthersQuestion,
): Promise<NamedCustomer[]> {
  const { ports, store, reads } = adminPorts;
  const { account, customer } = await ports.store.account(accountId);
  const addresses = new Set([account.email, customer?.email ?? account.email]);
  const [named, ...pages] = await Promise.all([
    store.namedCustomers(accountId),
    ...[...addresses].map(reads.customersAt),
  ]);
  const found = new Map(pages.flat().map((one) => [one.id, one]));
  const own = customer?.stripeCustomerId;
  const unseen = new Set([...named, ...besides].filter((id) => id !== own && !found.has(id)));
  for (const one of await Promise.all([...unseen].map(reads.customer)))
    if (one !== null) found.set(one.id, one);
  if (own !== undefined) found.delete(own);
  const claimed = [...found.values()].filter(
    (one) => one.accountId === accountId || one.retiredInto !== null,
  );
  const owners = await Promise.all(claimed.map((one) => whoseCustomer(adminPorts, one)));
  return claimed
    .filter((_, index) => owners[index] === accountId)
    .toSorted((a, b) => (a.createdAt < b.createdAt ? 1 : -1));
}
