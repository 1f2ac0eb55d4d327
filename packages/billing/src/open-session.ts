import {
  type AccountId,
  type Actor,
  creationSlot,
  decideAbandon,
  decideRetireCustomer,
  type EffectResult,
  type Outcome,
  type Quote,
  refuse,
  type StartDecision,
  type StripeCustomerId,
  toStripeSessionId,
} from "@idem/domain";
import type { StartAnswer } from "./answers.ts";
import { once } from "./once.ts";
import type { Ports } from "./ports/ports.ts";
import { syncAccount } from "./sync-account.ts";

export type Opening = {
  accountId: AccountId;
  customerId: StripeCustomerId;
  decision: Extract<StartDecision, { is: "proceed" }>;
  quote: Quote;
  actor: Actor;
};

/** "paid": somebody has paid it already. "gone": it cannot be paid any more, and a new checkout is needed. */
export type Opened = StartAnswer | { is: "paid" } | { is: "gone" };

/** The session of this checkout, created once; the answer is only given while it is still the account's open one. */
export async function openSession(ports: Ports, opening: Opening): Promise<Opened> {
  const { checkoutId } = opening.decision;
  const result = await once(ports, { slot: creationSlot(checkoutId) }, opening.actor);
  if (result.outcome === null) return refuse("provider_unavailable");
  switch (result.outcome.is) {
    case "withdrawn":
      return refuse("superseded");
    case "void":
      return refuse("provider_unavailable");
    case "refused":
      return explainRefusal(ports, opening, result.outcome);
    case "done": {
      const { checkouts } = await ports.store.account(opening.accountId);
      if (!checkouts.some(({ id, status }) => id === checkoutId && status === "OPEN"))
        return closedMeanwhile(ports, opening, result.outcome.result.id);
      // What we have just created is as fresh as it gets. What was recorded earlier is what it was *then*, and what a
      // look has found may have been left behind long ago: it may have run out.
      const isFresh = result.by === "us" && result.outcome.how === "sent" && opening.decision.isNew;
      return isFresh
        ? present(ports, opening, result.outcome.result)
        : presentAgain(ports, opening, result.outcome.result.id);
    }
  }
}

/** Since we decided, somebody has closed it: a newer choice, a payment, or a look that found its session run out. */
async function closedMeanwhile(
  { store, gateway }: Ports,
  { accountId }: Opening,
  id: string,
): Promise<Opened> {
  const sessionId = toStripeSessionId(id);
  const checkout = await store.checkoutBySession(accountId, sessionId);
  if (checkout?.status === "EXPIRED") return { is: "gone" };
  const session = await gateway.session(sessionId);
  return session?.status === "complete" ? { is: "paid" } : refuse("superseded");
}

/** A session outlives the customer it was made for, but nobody can pay it then: both are looked at before it is shown. */
async function presentAgain(ports: Ports, opening: Opening, id: string): Promise<Opened> {
  const [session, isCustomerGone] = await Promise.all([
    ports.gateway.session(toStripeSessionId(id)),
    ports.gateway.isCustomerDeleted(opening.customerId),
  ]);
  if (isCustomerGone) return retireCustomer(ports, opening);
  switch (session?.status) {
    case "complete":
      return { is: "paid" };
    case "open":
      return present(ports, opening, session);
    case "expired":
    case undefined:
      return { is: "gone" };
  }
}

/** G2: what is charged is what was shown. If Stripe's total differs, nobody gets to pay it. */
async function present(ports: Ports, opening: Opening, session: EffectResult): Promise<Opened> {
  const { accountId, quote, actor, decision } = opening;
  const { checkoutId } = decision;
  const sessionId = toStripeSessionId(session.id);
  if (session.amountTotal !== quote.dueToday || session.currency !== quote.currency) {
    ports.log.warn(
      { checkoutId, sessionId, quoted: quote.dueToday },
      "Stripe's total differs from the quote",
    );
    await ports.transition({ accountId, actor }, (state) => decideAbandon(state, checkoutId));
    return refuse("price_changed", { quote });
  }
  const ready = { is: "ready" as const, checkoutId, sessionId, quote };
  if (session.clientSecret) return { ...ready, ui: "embedded", clientSecret: session.clientSecret };
  if (session.url) return { ...ready, ui: "hosted", url: session.url };
  throw new Error(`Session ${sessionId} has neither a client secret nor an address.`);
}

/**
 * A customer that support has deleted at Stripe gives way to a new one. What became of the subscriptions is written down
 * first: once the customer is not ours any more, nobody answers their bells, and a row would say active for ever.
 */
async function retireCustomer(
  ports: Ports,
  { accountId, customerId, actor }: Opening,
): Promise<Opened> {
  await syncAccount(ports, accountId, actor);
  await ports.transition({ accountId, actor }, (state) => decideRetireCustomer(state, customerId));
  return { is: "gone" };
}

/** Stripe's "no" in our words. */
async function explainRefusal(
  ports: Ports,
  opening: Opening,
  refusal: Extract<Outcome, { is: "refused" }>,
): Promise<Opened> {
  const { customerId, quote } = opening;
  if (refusal.param === "customer" && (await ports.gateway.isCustomerDeleted(customerId)))
    return retireCustomer(ports, opening);
  if (refusal.param?.startsWith("discounts")) {
    const code = quote.code.is === "none" ? "This code" : quote.code.code;
    return refuse("code_rejected", { message: `${code} can no longer be applied.`, quote });
  }
  if (refusal.errorCode === "currency_conflict" || /combine currencies/i.test(refusal.message))
    return refuse("currency_conflict");
  return refuse("provider_refused");
}
