import { adminActor } from "../actor.ts";
import { once } from "../once.ts";
import { ProviderUnavailable } from "../ports/gateway.ts";
import { syncAccount } from "../sync-account.ts";
import type { LookAsking, ReconcileEffectAnswer } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";
import { tellOfLook } from "./tell-of-look.ts";
import { effectStanding } from "./tell-story.ts";

/**
 * Brings an effect in doubt to its end, as the sweeper would: looks whether it happened, sends it again with its own key
 * and its own bytes if not, and then looks at the account. Nothing is decided anew, so nothing can happen twice. What is
 * sent may move money, so who asked and why stands in the account's story before anything is.
 */
export async function reconcileEffect(
  { ports, store }: AdminPorts,
  { effectId, actionId, reason, ...staff }: LookAsking & { effectId: string },
): Promise<ReconcileEffectAnswer> {
  const effect = await store.effect(effectId);
  if (effect === null) return { is: "not_found" };
  const { accountId, slot, kind } = effect;
  const auditSeq = await tellOfLook(
    { ports, store },
    { accountId, ...staff },
    {
      ...{ action: "effect.reconcile_asked", asking: `${effectId}:${actionId}`, reason },
      about: { effectId, kind, slot },
    },
  );
  const actor = adminActor(staff);
  const { outcome, ...result } = await once(ports, { slot }, actor);
  if (outcome === null)
    return { is: "in_doubt", cause: "cause" in result ? result.cause : "", auditSeq };
  try {
    await syncAccount(ports, accountId, actor);
  } catch (error) {
    // The effect is known; the look is made up for by the next bell.
    if (!(error instanceof ProviderUnavailable)) throw error;
  }
  return { is: "settled", standing: effectStanding({ ...effect, outcome }), accountId, auditSeq };
}
