import {
  type AccountId,
  type Actor,
  type Checkout,
  creationSlot,
  type StripeSessionId,
  toStripeSessionId,
} from "@idem/domain";
import { once } from "./once.ts";
import type { Ports } from "./ports/ports.ts";
import { whyNotExpired } from "./why-not-expired.ts";

export type Retired = "retired" | "paid" | "unknown";
type Retiring = { accountId: AccountId; checkout: Checkout; actor: Actor };

/**
 * Makes sure that none of these checkouts can be paid any more, before another one's session may exist (G2).
 * One of them having been paid outranks everything: that payment wins.
 */
export async function retireCheckouts(
  ports: Ports,
  accountId: AccountId,
  { checkouts, actor }: { checkouts: Checkout[]; actor: Actor },
): Promise<Retired> {
  const results = await Promise.all(
    checkouts.map((checkout) => retire(ports, { accountId, checkout, actor })),
  );
  if (results.includes("paid")) return "paid";
  return results.includes("unknown") ? "unknown" : "retired";
}

async function retire(ports: Ports, retiring: Retiring): Promise<Retired> {
  const { accountId, checkout, actor } = retiring;
  const sessionId = checkout.stripeSessionId ?? (await sessionOf(ports, retiring));
  if (sessionId === "none") return "retired";
  if (sessionId === "unknown") return "unknown";
  const expiry = { kind: "session.expire", accountId, checkoutId: checkout.id, sessionId } as const;
  const { outcome } = await once(ports, expiry, actor);
  if (outcome?.is === "done") return "retired";
  return outcome?.is === "refused" ? whyNotExpired(ports, expiry, actor) : "unknown";
}

/** A session may be on its way: its creation is brought to an end first, or it would arrive payable after the next one. */
async function sessionOf(
  ports: Ports,
  { checkout, actor }: Retiring,
): Promise<StripeSessionId | "none" | "unknown"> {
  const { outcome } = await once(ports, { slot: creationSlot(checkout.id) }, actor);
  if (outcome === null) return "unknown";
  return outcome.is === "done" ? toStripeSessionId(outcome.result.id) : "none";
}
