import type { AccountId } from "@idem/domain";
import type { Sim } from "./sim.ts";
import { isLiving, isPayable, type SessionObject } from "./stripe/state.ts";

/** G1, at every moment: an account has one customer at Stripe, those deleted by hand aside. */
export function watchCustomer({ stripe, violations }: Sim, accountId: AccountId): void {
  const living = [...stripe.customers.values()].filter(
    (one) => one.accountId === accountId && !one.deleted,
  );
  if (living.length > 1)
    violations.push(`G1: ${accountId} has ${living.map(({ id }) => id).join(" and ")} at Stripe.`);
}

/**
 * G2, at every moment: no session is made while another one of its account can still be paid, nor beside what was
 * bought by one already, unless it is there to replace it.
 */
export function watchSession({ stripe, violations }: Sim, born: SessionObject): void {
  const other = [...stripe.sessions.values()].find(
    (one) => one.accountId === born.accountId && isPayable(stripe, one),
  );
  if (other !== undefined)
    violations.push(`G2: ${born.id} (${born.checkoutId}) was made while ${other.id} was open.`);
  const bought = [...stripe.subscriptions.values()].find(
    (one) =>
      one.accountId === born.accountId &&
      isLiving(one) &&
      one.checkoutId !== null &&
      born.replaces === null,
  );
  if (bought !== undefined)
    violations.push(`G2: ${born.id} (${born.checkoutId}) was made beside ${bought.id}.`);
}
