import { decideContact } from "@idem/domain";
import { systemActor } from "./actor.ts";
import type { OwnerNow } from "./billing.ts";
import type { Ports } from "./ports/ports.ts";

/**
 * Whoever is called otherwise now is billed so, unless bills have an address of their own. It is written down, and the
 * sweeper tells Stripe: nobody waits. What comes while an earlier change is in doubt is followed at the next visit.
 */
export async function followSignIn(
  { transition }: Pick<Ports, "transition">,
  { accountId, email, name }: OwnerNow,
): Promise<void> {
  await transition({ accountId, actor: systemActor }, (state) =>
    decideContact(state, { by: "sign_in", email, name }),
  );
}
