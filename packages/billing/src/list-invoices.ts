import { type AccountId, refuse } from "@idem/domain";
import type { InvoicesAnswer } from "./answers.ts";
import { ProviderUnavailable } from "./ports/gateway.ts";
import type { Ports } from "./ports/ports.ts";

/** Two years of monthly invoices fit on a page; older ones are in Stripe's portal. */
const limit = 24;

/** The account's latest invoices, newest first; none for an account that never got as far as Stripe. */
export async function listInvoices(
  { store, gateway }: Ports,
  accountId: AccountId,
): Promise<InvoicesAnswer> {
  const { customer } = await store.account(accountId);
  if (customer === null) return { is: "listed", invoices: [] };
  try {
    return { is: "listed", invoices: await gateway.invoices(customer.stripeCustomerId, limit) };
  } catch (error) {
    if (error instanceof ProviderUnavailable)
      return refuse("provider_unavailable", {
        message: "Invoices cannot be loaded right now. Please try again in a moment.",
      });
    throw error;
  }
}
