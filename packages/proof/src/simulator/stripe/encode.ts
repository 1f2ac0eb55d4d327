import type { FrozenRequest } from "@idem/billing";
import { type EffectIntent, slotOf } from "@idem/domain";

/** A request of the simulated Stripe, or an e-mail: the intent itself, under the name of what it asks for. */
export const encode = (intent: EffectIntent): FrozenRequest => ({
  method: intent.kind === "subscription.cancel" ? "DELETE" : "POST",
  path: intent.kind,
  params: { ...intent, effect: slotOf(intent) },
});
