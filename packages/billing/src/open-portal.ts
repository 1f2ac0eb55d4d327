import { refuse } from "@idem/domain";
import type { PortalAnswer } from "./answers.ts";
import type { PortalVisit } from "./ports/gateway.ts";
import type { Ports } from "./ports/ports.ts";
import { refuseSilence } from "./refuse-silence.ts";

/**
 * A link to Stripe's own billing page for this customer: to replace the card, or for everything. It lives for minutes,
 * and two of them are as good as one, so it is no effect of the journal.
 */
export async function openPortal(
  { store, gateway }: Ports,
  { accountId, purpose }: PortalVisit,
): Promise<PortalAnswer> {
  const { customer } = await store.account(accountId);
  if (customer === null) return refuse("no_subscription");
  try {
    const url = await gateway.portal(customer.stripeCustomerId, { accountId, purpose });
    return { is: "opened", url };
  } catch (error) {
    return refuseSilence(error);
  }
}
