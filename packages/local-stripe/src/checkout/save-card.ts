import { unauthenticated } from "../billing/answer-bank.ts";
import { findCard, type TestCard } from "../billing/cards.ts";
import { attach, newPaymentMethod } from "../billing/payment-method.ts";
import { askForSetupAction, completeSetup, declineSetup } from "../billing/setup-intent.ts";
import { change, type World } from "../state/world.ts";
import type { CheckoutSession, PaymentMethod, SetupIntent } from "../wire/stored.ts";
import { buyerOf, detailsOf } from "./buyer.ts";
import { type Entry, errorOf, type PayOutcome, wrongCard } from "./outcome.ts";

/** What a person does on the page of a session in setup mode: the card is saved, nothing is charged. */
export function saveCard(world: World, session: CheckoutSession, entry: Entry): PayOutcome {
  const intent = world.store.setup_intents.get(session.setup_intent ?? "");
  const owner = world.store.customers.get(session.customer ?? "");
  if (intent === undefined || (owner !== undefined && !("email" in owner))) {
    const error = { code: "resource_missing", message: "This customer no longer exists." };
    return { outcome: "refused", session, error };
  }
  if (entry.card === undefined && entry.action !== undefined) {
    return answer(world, session, { intent, entry });
  }
  const card = entry.card === undefined ? undefined : findCard(entry.card);
  if (card === undefined) {
    const isMissing = entry.card === undefined;
    return wrongCard(session, isMissing ? "Enter a card number." : "Your card number is invalid.");
  }
  return tryCard(world, session, { intent, entry, card });
}

type Trying = { intent: SetupIntent; entry: Entry; card: TestCard };

function tryCard(world: World, session: CheckoutSession, { intent, entry, card }: Trying) {
  const email = entry.email ?? session.customer_details?.email ?? null;
  const method = newPaymentMethod(world, card, { email, name: entry.name ?? null });
  const { behaviour } = card;
  if (behaviour.is === "declined") {
    declineSetup(world, intent, behaviour);
    return { outcome: "declined" as const, session, error: errorOf(behaviour) };
  }
  if (behaviour.is === "requires_action" && entry.action !== "complete") {
    if (entry.action === "fail") return fail(world, session, intent);
    world.store.payment_methods.put(method.id, method);
    wait(world, session, method.id);
    askForSetupAction(world, intent, { method, page: `/c/pay/${session.id}/bank` });
    return { outcome: "requires_action" as const, session, intent: intent.id };
  }
  return finish(world, session, { intent, entry, method });
}

/** The person answers the bank's question that an earlier try left open. */
function answer(
  world: World,
  session: CheckoutSession,
  { intent, entry }: { intent: SetupIntent; entry: Entry },
): PayOutcome {
  const waiting = world.store.checkout_attempts.get(session.id)?.waitingMethod ?? "";
  const method = world.store.payment_methods.get(waiting);
  if (method === undefined) {
    return wrongCard(session, "No card is waiting for the bank's confirmation.");
  }
  wait(world, session, null);
  if (entry.action === "fail") return fail(world, session, intent);
  return finish(world, session, { intent, entry, method });
}

function wait(world: World, session: CheckoutSession, waitingMethod: string | null): void {
  const attempt = world.store.checkout_attempts.get(session.id);
  if (attempt === undefined) return;
  world.store.checkout_attempts.put(session.id, { ...attempt, waitingMethod });
}

function fail(world: World, session: CheckoutSession, intent: SetupIntent): PayOutcome {
  declineSetup(world, intent, unauthenticated);
  return { outcome: "declined", session, error: errorOf(unauthenticated) };
}

type Finished = { intent: SetupIntent; entry: Entry; method: PaymentMethod };

function finish(world: World, session: CheckoutSession, { intent, entry, method }: Finished) {
  const isKnown = session.customer !== null || session.customer_creation === "always";
  const buyer = isKnown ? buyerOf(world, session, entry) : null;
  if (buyer === null) world.store.payment_methods.put(method.id, method);
  const saved =
    buyer === null ? method : attach(world, method, { customer: buyer.id, asDefault: false });
  completeSetup(world, intent, saved);
  const complete = change(
    world,
    { kind: "checkout_sessions", event: "checkout.session.completed" },
    {
      ...session,
      customer: buyer?.id ?? null,
      customer_details: detailsOf(session, buyer, entry),
      status: "complete",
      url: null,
    },
  );
  return { outcome: "succeeded" as const, session: complete };
}
