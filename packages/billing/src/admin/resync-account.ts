import type { AccountId } from "@idem/domain";
import { adminActor } from "../actor.ts";
import { refuseSilence } from "../refuse-silence.ts";
import { syncAccount } from "../sync-account.ts";
import type { LookAsking, ResyncAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { tellOfLook } from "./tell-of-look.ts";

/**
 * Looks at Stripe and makes our rows say the same, as a webhook would. Who asked and why stands in the account's story
 * first: a look that changes nothing, and one that Stripe did not answer, leave no other line there. What did change is told
 * by a line of its own, with the same person and the same request.
 */
export async function resyncAccount(
  { ports, store }: AdminPorts,
  { accountId, actionId, reason, ...staff }: LookAsking & { accountId: AccountId },
): Promise<ResyncAnswer> {
  const asked = { action: "account.resync_asked", asking: actionId, reason } as const;
  const auditSeq = await tellOfLook({ ports, store }, { accountId, ...staff }, asked);
  try {
    await syncAccount(ports, accountId, adminActor(staff));
    return { is: "done", auditSeq };
  } catch (error) {
    return refuseSilence(
      error,
      "Stripe does not answer right now. Nothing has changed; that you asked is in the log.",
    );
  }
}
