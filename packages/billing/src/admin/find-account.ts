import { isStripeCustomerId } from "@idem/domain";
import { refuseSilence } from "../refuse-silence.ts";
import type { FindAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { whoseCustomer } from "./whose-customer.ts";

/**
 * The account behind an id that somebody has pasted. What our rows do not know, Stripe is asked: older invoices and payments,
 * and all that belongs to another customer of the account's than the one in its row.
 */
export async function findAccount(adminPorts: AdminPorts, id: string): Promise<FindAnswer> {
  const known = await adminPorts.store.accountOf(id);
  if (known !== null) return { is: "found", accountId: known };
  try {
    return await askStripe(adminPorts, id);
  } catch (error) {
    return refuseSilence(
      error,
      "We do not know this id, and Stripe, which may know it, does not answer right now.",
    );
  }
}

async function askStripe(adminPorts: AdminPorts, id: string): Promise<FindAnswer> {
  const { ports, reads } = adminPorts;
  const customerId = isStripeCustomerId(id) ? id : await reads.customerOf(id);
  if (customerId === null) return { is: "not_found" };
  const own = await ports.store.accountOfCustomer(customerId);
  if (own !== null) return { is: "found", accountId: own };
  const customer = await reads.customer(customerId);
  const accountId = customer && (await whoseCustomer(adminPorts, customer));
  if (accountId !== null) return { is: "found", accountId, customerId };
  return customer === null && id === customerId
    ? { is: "not_found" }
    : { is: "of_nobody", customerId };
}
