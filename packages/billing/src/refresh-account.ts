import type { AccountId } from "@idem/domain";
import { customerActor } from "./actor.ts";
import type { RefreshAnswer } from "./answers.ts";
import type { Ports } from "./ports/ports.ts";
import { refuseSilence } from "./refuse-silence.ts";
import { syncAccount } from "./sync-account.ts";

export type Refresh = { accountId: AccountId; userId: string; requestId: string };

/**
 * Rings the same bell as a webhook does, for whoever comes back from Stripe's own page: what they have just changed there
 * is seen at once, also where no webhook arrives.
 */
export async function refreshAccount(
  ports: Ports,
  { accountId, ...who }: Refresh,
): Promise<RefreshAnswer> {
  try {
    await syncAccount(ports, accountId, customerActor(who));
    return { is: "refreshed" };
  } catch (error) {
    return refuseSilence(error);
  }
}
