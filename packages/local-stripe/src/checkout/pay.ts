import { unauthenticated } from "../billing/answer-bank.ts";
import { findCard, type TestCard } from "../billing/cards.ts";
import { askForAction, type Decline, decline } from "../billing/charge.ts";
import { clockOf } from "../billing/clock-of.ts";
import { newIntent } from "../billing/payment-intent.ts";
import { newPaymentMethod } from "../billing/payment-method.ts";
import { whyNotRedeemable } from "../billing/redeemable.ts";
import type { World } from "../state/world.ts";
import type { CheckoutSession, PaymentIntent, PaymentMethod } from "../wire/stored.ts";
import { linesOf, sourceOfSession } from "./basket.ts";
import { complete } from "./complete.ts";
import { otherCurrency } from "./currency.ts";
import { type Entry, errorOf, type PayError, type PayOutcome, wrongCard } from "./outcome.ts";
import { saveCard } from "./save-card.ts";

/**
 * Pays a session as the pay page does. One session is paid once: whoever comes second, even in the
 * same moment, hears `already_complete`. A declined card leaves the session open for another.
 */
export function paySession(world: World, session: CheckoutSession, entry: Entry): PayOutcome {
  return world.on(clockOf(world, session.customer), () => payNow(world, session, entry));
}

function payNow(world: World, session: CheckoutSession, entry: Entry): PayOutcome {
  if (session.status === "complete") return { outcome: "already_complete", session };
  if (session.status !== "open") return { outcome: "expired", session };
  if (session.mode === "setup") return saveCard(world, session, entry);
  const refused = whyRefused(world, session);
  if (refused !== undefined) return { outcome: "refused", session, error: refused };
  if (entry.card === undefined && entry.action !== undefined) return act(world, session, entry);

  if (!needsCard(session) && entry.card === undefined) return finish(world, session, { entry });
  if (entry.card === undefined) return wrongCard(session, "Enter a card number.");
  const card = findCard(entry.card);
  if (card === undefined) return wrongCard(session, "Your card number is invalid.");
  return payWith(world, session, { card, entry });
}

/** Whether the buyer must give a card: to save it, because something is due today, or in any case. */
export const needsCard = (session: CheckoutSession): boolean =>
  session.mode === "setup" ||
  (session.amount_total ?? 0) > 0 ||
  session.payment_method_collection === "always";

type Try = { card: TestCard; entry: Entry };

function payWith(world: World, session: CheckoutSession, { card, entry }: Try): PayOutcome {
  const email = entry.email ?? session.customer_details?.email ?? null;
  const method = newPaymentMethod(world, card, { email, name: entry.name ?? null });
  const { behaviour } = card;
  const free = (session.amount_total ?? 0) === 0;
  if (behaviour.is === "declined") {
    const reason: Decline = behaviour;
    if (!free) decline(world, intentOf(world, session), { method, reason });
    return { outcome: "declined", session, error: errorOf(reason) };
  }
  if (behaviour.is === "requires_action" && entry.action !== "complete") {
    if (entry.action === "fail") return failAction(world, session, method);
    return wait(world, session, method);
  }
  return finish(world, session, { entry, method });
}

type Paid = { entry: Entry; method?: PaymentMethod };

function finish(world: World, session: CheckoutSession, { entry, method }: Paid): PayOutcome {
  const intent =
    method !== undefined && (session.amount_total ?? 0) > 0 ? intentOf(world, session) : null;
  return { outcome: "succeeded", session: complete(world, session, { entry, method, intent }) };
}

/** The one payment intent of a session, however many cards are tried. */
function intentOf(world: World, session: CheckoutSession): PaymentIntent {
  const attempt = world.store.checkout_attempts.get(session.id);
  const known = world.store.payment_intents.get(attempt?.paymentIntent ?? "");
  if (known !== undefined) return known;
  const intent = newIntent(world, {
    amount: session.amount_total ?? 0,
    currency: session.currency ?? "usd",
    customer: session.customer,
    description: "Subscription creation",
  });
  if (attempt !== undefined) {
    world.store.checkout_attempts.put(session.id, { ...attempt, paymentIntent: intent.id });
  }
  return intent;
}

function wait(world: World, session: CheckoutSession, method: PaymentMethod): PayOutcome {
  const intent = intentOf(world, session);
  world.store.payment_methods.put(method.id, method);
  const attempt = world.store.checkout_attempts.get(session.id);
  if (attempt !== undefined) {
    world.store.checkout_attempts.put(session.id, {
      ...attempt,
      paymentIntent: intent.id,
      waitingMethod: method.id,
    });
  }
  askForAction(world, intent, { method, page: `/c/pay/${session.id}/bank` });
  return { outcome: "requires_action", session, intent: intent.id };
}

/** The person answers the bank's question that an earlier try left open. */
function act(world: World, session: CheckoutSession, entry: Entry): PayOutcome {
  const attempt = world.store.checkout_attempts.get(session.id);
  const method = world.store.payment_methods.get(attempt?.waitingMethod ?? "");
  if (attempt === undefined || method === undefined) {
    return wrongCard(session, "No payment is waiting for the bank's confirmation.");
  }
  world.store.checkout_attempts.put(session.id, { ...attempt, waitingMethod: null });
  if (entry.action === "fail") return failAction(world, session, method);
  return finish(world, session, { entry, method });
}

function failAction(world: World, session: CheckoutSession, method: PaymentMethod): PayOutcome {
  decline(world, intentOf(world, session), { method, reason: unauthenticated });
  return { outcome: "declined", session, error: errorOf(unauthenticated) };
}

/** What changed since the session was made: the code used up or expired, another currency begun. */
function whyRefused(world: World, session: CheckoutSession): PayError | undefined {
  const source = sourceOfSession(world, session);
  const currency = session.currency ?? "usd";
  if (source !== undefined) {
    const lines = linesOf(session).map((line) => ({
      product: line.price?.product ?? "",
      subtotal: line.amount_subtotal,
    }));
    const purchase = { customer: session.customer, currency, lines };
    const reason = whyNotRedeemable(world, source, { purchase, param: "discounts[0]" });
    if (reason !== undefined) {
      return {
        code: reason.body.error.code ?? "promotion_code_not_redeemable",
        message: reason.message,
      };
    }
  }
  const customer =
    session.customer === null ? undefined : world.store.customers.get(session.customer);
  if (customer === undefined) return undefined;
  if (!("email" in customer)) {
    return { code: "resource_missing", message: "This customer no longer exists." };
  }
  const message = otherCurrency(world, customer, currency);
  return message === undefined ? undefined : { code: "currency_conflict", message };
}
