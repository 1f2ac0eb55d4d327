import { type AccountState, openCheckout } from "./account.ts";
import { type Checkout, type Choice, sameChoice } from "./checkout.ts";
import { type Decision, entry, unchanged, type Write } from "./decision.ts";
import { goesOnAs } from "./goes-on-as.ts";
import type { CheckoutId, StripeCustomerId } from "./ids.ts";
import type { Quote } from "./quote.ts";
import { type Refused, refuse } from "./refusal.ts";
import { isLive } from "./subscription.ts";
import { expiryOf, giveUp, isGivenUp, supersede } from "./supersede.ts";
import { mayHaveTrial } from "./trial.ts";

export type StartRequest = {
  attempt: string;
  revision: number;
  choice: Choice;
  quote: Quote;
  stripePriceId: string;
  customerId: StripeCustomerId;
  /** Used only if a new checkout is opened. */
  newCheckoutId: CheckoutId;
};

export type StartDecision =
  | Refused
  /** The customer gave way to another, or a trial was begun, while the request was under way: begin again with what is. */
  | { is: "again" }
  | {
      is: "proceed";
      checkoutId: CheckoutId;
      isNew: boolean;
      /** Checkouts that must be shown to be unpayable before this one's session may exist. */
      retire: Checkout[];
    };

/**
 * Who may pay, and through which checkout (G2, G3, G9).
 *
 * The order of the questions is the guarantee: an outdated request is turned away before it can touch anything; a
 * rejected code is said to be rejected before a session could exist; a live subscription is protected before a
 * checkout is opened beside it.
 */
export function decideStart(state: AccountState, request: StartRequest): Decision<StartDecision> {
  // A checkout for a customer who was deleted meanwhile could never be paid, and would stand in the way of others.
  if (state.customer?.stripeCustomerId !== request.customerId) return unchanged({ is: "again" });
  // The account's one trial was begun meanwhile: whoever was promised another is told the price there is now.
  if (request.quote.trial !== null && !mayHaveTrial(state)) return unchanged({ is: "again" });
  const open = openCheckout(state);
  const seen = state.revisions[request.attempt] ?? -1;
  if (request.revision < seen) return unchanged(refuse("superseded"));

  const raise: Write = {
    write: "revision.raise",
    attempt: request.attempt,
    revision: request.revision,
  };
  const heard = <A>(answer: A): Decision<A> => ({ ...unchanged(answer), writes: [raise] });

  const { code } = request.quote;
  if (code.is === "rejected")
    return heard(refuse("code_rejected", { message: code.message, quote: request.quote }));

  // A revision means one choice: a second one under the same number came from a client that lost count.
  const isSame = open !== null && sameChoice(open.choice, request.choice);
  if (request.revision === seen && open !== null && !isSame) return unchanged(refuse("superseded"));

  const live = liveSubscription(state);
  if (live !== null && (!request.choice.replace || goesOnAs(live, request.choice)))
    return heard(refuse("already_subscribed"));
  if (live !== null && live.currency !== request.quote.currency)
    return heard(refuse("currency_conflict"));

  const replaces = live?.stripeSubscriptionId ?? null;
  if (
    isSame &&
    open.dueToday === request.quote.dueToday &&
    open.trialDays === trialDaysIn(request.quote) &&
    open.replacesSubscriptionId === replaces
  ) {
    const given = giveUp(state.checkouts);
    return {
      ...given,
      answer: {
        is: "proceed",
        checkoutId: open.id,
        isNew: false,
        retire: state.checkouts.filter((other) => other.id !== open.id && !isGivenUp(other)),
      },
      writes: [raise, ...given.writes],
    };
  }
  return openNew(state, request, raise);
}

function openNew(
  state: AccountState,
  request: StartRequest,
  raise: Write,
): Decision<StartDecision> {
  const open = openCheckout(state);
  const { choice, quote, newCheckoutId } = request;
  const replacesSubscriptionId = liveSubscription(state)?.stripeSubscriptionId ?? null;
  const checkout = {
    id: newCheckoutId,
    attempt: request.attempt,
    revision: request.revision,
    choice,
    trialDays: trialDaysIn(quote),
    dueToday: quote.dueToday,
    currency: quote.currency,
    replacesSubscriptionId,
  };
  const superseded = open === null ? null : supersede(open);
  const given = giveUp(state.checkouts);
  return {
    answer: {
      is: "proceed",
      checkoutId: newCheckoutId,
      isNew: true,
      retire: state.checkouts.filter((other) => other.creation !== "unsent"),
    },
    writes: [
      raise,
      ...given.writes,
      ...(superseded?.writes ?? []),
      { write: "checkout.open", checkout },
    ],
    audit: [
      ...given.audit,
      ...(superseded?.audit ?? []),
      entry("checkout.opened", {
        after: { id: newCheckoutId, ...choice, dueToday: quote.dueToday, currency: quote.currency },
      }),
    ],
    effects: [
      // Recorded now, so that a crash right after this commit still ends what is payable.
      ...(open === null ? [] : expiryOf(state, open)),
      {
        kind: "session.create",
        accountId: state.account.id,
        checkoutId: newCheckoutId,
        customerId: request.customerId,
        stripePriceId: request.stripePriceId,
        quantity: choice.quantity,
        trialDays: trialDaysIn(quote),
        needsCard: quote.needsCard,
        promotionCodeId: choice.promotionCodeId,
        attempt: request.attempt,
        priceId: choice.priceId,
        code: choice.code,
        ui: choice.ui,
        replacesSubscriptionId,
      },
    ],
  };
}

const trialDaysIn = ({ trial }: Quote): number => trial?.days ?? 0;

const liveSubscription = (state: AccountState) =>
  state.subscription !== null && isLive(state.subscription.status) ? state.subscription : null;
