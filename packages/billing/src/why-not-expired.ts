import {
  type AccountId,
  type Actor,
  type CheckoutId,
  decideRanOut,
  type StripeSessionId,
} from "@idem/domain";
import type { Ports } from "./ports/ports.ts";

type Refused = { accountId: AccountId; checkoutId: CheckoutId; sessionId: StripeSessionId };

/**
 * Stripe expires only what is open. If it refused, the session either ran out by itself, which is written down here, or
 * somebody has just paid, which the next look at the account tells.
 */
export async function whyNotExpired(
  ports: Ports,
  { accountId, checkoutId, sessionId }: Refused,
  actor: Actor,
): Promise<"retired" | "paid" | "unknown"> {
  const session = await ports.gateway.session(sessionId);
  if (session?.status === "complete") return "paid";
  if (session?.status === "open") return "unknown";
  await ports.transition({ accountId, actor, checkoutId }, (state) =>
    decideRanOut(state, { checkoutId, sessionId }),
  );
  return "retired";
}
