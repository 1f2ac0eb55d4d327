import { type AccountId, refuse } from "@idem/domain";
import { adminActor } from "../actor.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import type { Ports } from "../ports/ports.ts";
import { syncAccount } from "../sync-account.ts";
import type { ResyncAnswer, Staff } from "./admin.ts";

/** Looks at Stripe and makes our rows say the same, as a webhook would. */
export async function resyncAccount(
  ports: Ports,
  { accountId, ...staff }: Staff & { accountId: AccountId },
): Promise<ResyncAnswer> {
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
