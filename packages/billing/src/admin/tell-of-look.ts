import { type AccountId, type AskedLook, decideAskedLook } from "@idem/domain";
import { adminActor } from "../actor.ts";
import type { Staff } from "./admin.ts";
import type { AdminPorts } from "./create-admin.ts";

/**
 * Writes into the account's sealed story who asks for a look, and why, before Stripe is asked (G7). Answers the place of the
 * line: of the first one, where the same was asked before.
 */
export async function tellOfLook(
  { ports, store }: Pick<AdminPorts, "ports" | "store">,
  { accountId, ...staff }: Staff & { accountId: AccountId },
  asked: AskedLook,
): Promise<number | null> {
  const { action, asking } = asked;
  const focus = { accountId, actor: adminActor(staff), asking: { action, asking } };
  await ports.transition(focus, (state) => decideAskedLook(state, asked));
  return store.askedSeq({ accountId, action, asking });
}
