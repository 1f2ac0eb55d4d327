import { isEnded } from "../billing/subscription.ts";
import type { World } from "../state/world.ts";
import type { Customer } from "../wire/stored.ts";

/** Why a customer cannot buy in `currency`: something of theirs runs in another one. Stripe's sentence. */
export function otherCurrency(
  world: World,
  customer: Customer,
  currency: string,
): string | undefined {
  const scope = { index: "customer", key: customer.id };
  const used = new Set<string>();
  for (const [, subscription] of world.store.subscriptions.newestFirst(scope)) {
    if (!isEnded(subscription)) used.add(subscription.currency);
  }
  for (const [, session] of world.store.checkout_sessions.newestFirst(scope)) {
    const counts = session.status === "open" && session.mode === "subscription";
    if (counts && session.currency !== null) used.add(session.currency);
  }
  const other = [...used].find((known) => known !== currency);
  if (other === undefined) return undefined;
  return `You cannot combine currencies on a single customer. This customer has an active subscription, subscription schedule, discount, quote, invoice item or active subscription mode checkout session with currency ${other}.`;
}
