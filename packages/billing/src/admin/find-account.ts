import { refuse } from "@idem/domain";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { FindAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";

/** The account behind an id that somebody has pasted. Older invoices and payments are known to Stripe alone. */
export async function findAccount({ store, reads }: AdminPorts, id: string): Promise<FindAnswer> {
  const known = await store.accountOf(id);
  if (known !== null) return { is: "found", accountId: known };
  try {
    const customerId = await reads.customerOf(id);
    const accountId = customerId === null ? null : await store.accountOf(customerId);
    return accountId === null ? { is: "not_found" } : { is: "found", accountId };
  } catch (error) {
    if (error instanceof ProviderUnavailable)
      return refuse("provider_unavailable", {
        message:
          "We do not know this id, and Stripe, which may know it, does not answer right now.",
      });
    throw error;
  }
}
