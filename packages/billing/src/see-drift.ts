import {
  type AccountId,
  type Difference,
  decideSync,
  differencesOf,
  type StripeCustomerId,
} from "@idem/domain";
import type { AccountSnapshot } from "./ports/ports.ts";
import type { CustomerStanding, StripeLists } from "./ports/stripe-lists.ts";
import type { Reconciler } from "./reconcile.ts";
import { fetchTruth } from "./sync-account.ts";

/** What of an account differs from Stripe, and what may be done about it. */
export type SeenDrift = {
  differences: Difference[];
  /**
   * fine      as the row says, or there is nothing to say
   * deleted   somebody has deleted the row's customer at Stripe
   * adopted   there is one at Stripe that was made for this account, and no row of it: it can be adopted
   * second    there is a living one at Stripe beside the row's, or one that we did not make
   * unknown   Stripe has never heard of the row's customer, or of its subscription
   */
  customer:
    | { is: "fine" | "second" | "unknown" }
    | { is: "deleted"; id: StripeCustomerId }
    | { is: "adopted"; found: Living & { email: string; name: string } };
  /** Whether something has to be done at Stripe, which Stripe may refuse. */
  hasEffects: boolean;
};

/** What an account is looked at with. */
export type Looker = Pick<Reconciler, "ports" | "inPace"> & {
  lists: Pick<StripeLists, "customer">;
};

type Living = Extract<CustomerStanding, { is: "living" }>;
type Question = { accountId: AccountId; strangerId: string | null };

/**
 * Looks at one account and changes nothing: what `decideSync` would write is what differs. Costs what a sync costs, a
 * read or two, and one for the customer.
 */
export async function seeDrift(
  { ports, lists, inPace }: Looker,
  { accountId, strangerId }: Question,
): Promise<SeenDrift> {
  const snapshot = await ports.store.account(accountId);
  const truth = await inPace(() => fetchTruth(ports, snapshot));
  const state = { ...snapshot, usedCards: [], running: [], revisions: {} };
  const decision = decideSync(state, truth, snapshot.account.syncVersion);
  const differences = differencesOf(snapshot, decision);
  const hasEffects = decision.effects.length > 0;
  const ownId = snapshot.subscription?.stripeSubscriptionId;
  const isKnown =
    ownId === undefined || truth.subscriptions.some((one) => one.stripeSubscriptionId === ownId);
  if (ownId !== undefined && !isKnown)
    differences.push({ field: "subscription", ours: ownId, stripes: null });

  const standingOf = (id: string | null) => (id === null ? null : inPace(() => lists.customer(id)));
  const ours = snapshot.customer?.stripeCustomerId ?? null;
  const standing = await standingOf(ours);
  if (ours !== null && standing !== null && standing.is !== "living") {
    differences.push({ field: "customer", ours, stripes: standing.is });
    const customer = standing.is === "deleted" ? { ...standing, id: ours } : standing;
    return { differences, customer, hasEffects };
  }
  const stranger = await standingOf(strangerId);
  if (stranger?.is !== "living" || stranger.id === ours)
    return { differences, customer: { is: isKnown ? "fine" : "unknown" }, hasEffects };
  differences.push({ field: "customer", ours, stripes: stranger.id });
  return { differences, customer: judge(snapshot, stranger), hasEffects };
}

/** Only what our journal has made for this account may become its customer: the address alone proves nothing. */
function judge({ account, customer }: AccountSnapshot, stranger: Living): SeenDrift["customer"] {
  const isOurs = stranger.effect?.startsWith(`customer.create:${account.id}:`) ?? false;
  if (customer !== null || !isOurs) return { is: "second" };
  const { email, name } = stranger;
  return {
    is: "adopted",
    found: { ...stranger, email: email ?? account.email, name: name ?? account.name },
  };
}
