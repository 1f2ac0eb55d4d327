import {
  decideStart,
  type Quote,
  quoteFor,
  type Refused,
  refuse,
  type SellablePrice,
  type StartDecision,
  type StripeCustomerId,
  seatsOf,
  trialDaysFor,
} from "@idem/domain";
import { customerActor } from "./actor.ts";
import type { StartAnswer } from "./answers.ts";
import type { StartCheckout } from "./billing.ts";
import { ensureCustomer } from "./ensure-customer.ts";
import { openSession } from "./open-session.ts";
import type { Ports } from "./ports/ports.ts";
import { refuseSeats } from "./refuse-seats.ts";
import { refuseSilence } from "./refuse-silence.ts";
import { retireCheckouts } from "./retire-checkout.ts";
import { syncAccount } from "./sync-account.ts";
import { judgeCode } from "./verdict.ts";

/**
 * Opens, reuses or replaces the account's one payable checkout (G2).
 *
 *   quote      what it costs, with the code read afresh
 *   customer   the account's one customer at Stripe, usually a single read
 *   decide     under the account's lock: refuse, reuse, or open a checkout and supersede the last; commit
 *   retire     every other checkout is shown to be unpayable at Stripe *first*
 *   session    then this checkout's session is created once, and compared with the quote
 *
 * A crash between any two lines leaves rows from which the next call, or the sweeper, goes on.
 */
export async function startCheckout(ports: Ports, request: StartCheckout): Promise<StartAnswer> {
  try {
    for (let round = 0; round < maxRounds; round++) {
      const answer = await startOnce(ports, request);
      if (answer !== "again") return answer;
    }
    return refuse("provider_unavailable");
  } catch (error) {
    return refuseSilence(error);
  }
}

/** One more round follows a session that ran out or a customer deleted at Stripe; two such in one call are not chance. */
const maxRounds = 3;

async function startOnce(ports: Ports, request: StartCheckout): Promise<StartAnswer | "again"> {
  const { accountId } = request;
  const actor = customerActor(request);
  const price = await ports.catalogue.price(request.priceId);
  if (price === null) return refuse("price_unavailable");
  if (seatsOf(price, request.quantity) === null) return refuseSeats(price);

  const customer = await ensureCustomer(ports, accountId, actor);
  if (customer.is === "unknown") return refuse("provider_unavailable");
  if (customer.is === "refused") return refuse("provider_refused", { message: customer.message });

  const quote = await quoteAfresh(ports, request, { price, customerId: customer.id });
  if (request.shownDueToday !== null && request.shownDueToday !== quote.dueToday)
    if (quote.code.is !== "rejected") return refuse("price_changed", { quote });

  const decision = await decide(ports, request, { price, quote, customerId: customer.id });
  if (decision.is === "refused") return decision;
  if (decision.is === "again") return "again";

  const retired = await retireCheckouts(ports, accountId, {
    checkouts: decision.retire,
    actor,
  });
  if (retired === "unknown") return refuse("provider_unavailable");
  if (retired === "paid") return paidMeanwhile(ports, request);

  const session = await openSession(ports, {
    accountId,
    decision,
    quote,
    actor,
    customerId: customer.id,
  });
  switch (session.is) {
    case "ready":
    case "refused":
      return session;
    case "paid":
      return paidMeanwhile(ports, request);
    case "gone":
      await syncAccount(ports, accountId, actor);
      return "again";
  }
}

async function quoteAfresh(
  ports: Ports,
  { code, quantity, accountId }: StartCheckout,
  { price, customerId }: { price: SellablePrice; customerId: StripeCustomerId },
): Promise<Quote> {
  const [verdict, snapshot] = await Promise.all([
    judgeCode(ports, { code, price, quantity, customerId }),
    price.trialDays > 0 ? ports.store.account(accountId) : noTrial,
  ]);
  const trialDays = trialDaysFor(price, snapshot);
  return quoteFor(price, verdict, { quantity, trialDays, nowMs: ports.nowMs() });
}

/** Nobody is asked about what the price does not offer. */
const noTrial = { trial: null, subscription: null };

function decide(
  ports: Ports,
  request: StartCheckout,
  facts: { price: SellablePrice; quote: Quote; customerId: StripeCustomerId },
): Promise<StartDecision> {
  const { accountId, attempt, revision, ui, replace, quantity } = request;
  const { code } = facts.quote;
  const choice = {
    priceId: facts.price.id,
    quantity,
    promotionCodeId: code.is === "applied" ? code.promotionCodeId : null,
    code: code.is === "applied" ? code.code : null,
    ui,
    replace,
  };
  return ports.transition({ accountId, actor: customerActor(request), attempt }, (state) =>
    decideStart(state, {
      attempt,
      revision,
      choice,
      quote: facts.quote,
      stripePriceId: facts.price.stripePriceId,
      customerId: facts.customerId,
      newCheckoutId: ports.newCheckoutId(),
    }),
  );
}

/** A payment that beat the replacement wins; the account is brought up to date before the customer is told. */
async function paidMeanwhile(ports: Ports, request: StartCheckout): Promise<Refused> {
  await syncAccount(ports, request.accountId, customerActor(request));
  return refuse("already_paid");
}
