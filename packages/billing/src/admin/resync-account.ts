import { type AccountId, refuse } from "@idem/domain";
import { adminActor } from "../actor.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import { syncAccount } from "../sync-account.ts";
import type { ResyncAnswer, Staff } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";

/**
 * Looks at Stripe and makes our rows say the same, as a webhook would. It is written down who asked, first: a look that
 * changes nothing leaves no line in the account's story.
 */
export async function resyncAccount(
  { ports, store }: AdminPorts,
  { accountId, ...staff }: Staff & { accountId: AccountId },
): Promise<ResyncAnswer> {
  await store.tellOfStaff({ ...staff, action: "account.resynced", details: { accountId } });
  try {
    await syncAccount(ports, accountId, adminActor(staff));
    return { is: "done" };
  } catch (error) {
    if (error instanceof ProviderUnavailable)
      return refuse("provider_unavailable", {
        message: "Stripe does not answer right now. Nothing has changed.",
      });
    throw error;
  }
}
