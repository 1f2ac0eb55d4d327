import { type AccountId, type Actor, decideAdopt, decideRetireCustomer } from "@idem/domain";
import type { Looker, SeenDrift } from "./see-drift.ts";
import { syncAccount } from "./sync-account.ts";

type Accepting = { accountId: AccountId; actor: Actor; seen: SeenDrift };

/** Makes our rows say what Stripe says, as far as that is not for people to decide: see `SeenDrift`. */
export async function acceptStripe(
  { ports, inPace }: Pick<Looker, "ports" | "inPace">,
  { accountId, actor, seen: { customer } }: Accepting,
): Promise<void> {
  const focus = { accountId, actor };
  if (customer.is === "adopted") {
    const { id: stripeCustomerId, email, name } = customer.found;
    await ports.transition(focus, (state) => decideAdopt(state, { stripeCustomerId, email, name }));
  }
  // Before the deleted customer is forgotten, or its subscriptions could not be listed any more.
  await inPace(() => syncAccount(ports, accountId, actor));
  if (customer.is === "deleted")
    await ports.transition(focus, (state) => decideRetireCustomer(state, customer.id));
}
