import { type AccountId, refuse } from "@idem/domain";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { PaymentsAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";

/** What the account was asked for and has paid, as Stripe has it now. */
export async function listPayments(
  { ports, reads }: AdminPorts,
  accountId: AccountId,
): Promise<PaymentsAnswer> {
  const { customer } = await ports.store.account(accountId);
  if (customer === null) return { is: "listed", payments: [] };
  try {
    return { is: "listed", payments: await reads.payments(customer.stripeCustomerId) };
  } catch (error) {
    if (error instanceof ProviderUnavailable)
      return refuse("provider_unavailable", {
        message: "Stripe does not answer right now: invoices and payments cannot be shown.",
      });
    throw error;
  }
}
