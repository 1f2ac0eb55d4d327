import type { AccountId } from "@idem/domain";
import type { NamedCustomer } from "../ports/admin-reads.ts";
import type { AdminPorts } from "./create-admin.ts";

/**
 * The account that a customer at Stripe belongs to: the one whose row names it; else the one that it names itself, as all
 * that makes customers for accounts writes it; else the one whose customer a repair has put in its place. `null`: it names
 * none that is here. Coincidences of address or card are the doctor's, and nothing is paid back or ended upon them.
 */
export async function whoseCustomer(
  { ports, store }: Pick<AdminPorts, "ports" | "store">,
  { id, accountId, retiredInto }: NamedCustomer,
): Promise<AccountId | null> {
  const stored = await ports.store.accountOfCustomer(id);
  if (stored !== null) return stored;
  if (accountId !== null) return store.accountOf(accountId);
  return retiredInto === null ? null : ports.store.accountOfCustomer(retiredInto);
}
