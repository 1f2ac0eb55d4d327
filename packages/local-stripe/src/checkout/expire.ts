import { clockOf } from "../billing/clock-of.ts";
import { cancelSetup } from "../billing/setup-intent.ts";
import { change, type World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import type { CheckoutSession } from "../wire/stored.ts";

/** Closes an open session; one that is complete or expired is refused in Stripe's words. */
export function expireSession(world: World, session: CheckoutSession): CheckoutSession {
  if (session.status !== "open") {
    throw refusal(
      `Only Checkout Sessions with a status in ["open"] can be expired. This Checkout Session has a status of \`${session.status}\`.`,
    );
  }
  cancelIntent(world, session.id);
  if (session.setup_intent !== null) cancelSetup(world, session.setup_intent);
  return change(
    world,
    { kind: "checkout_sessions", event: "checkout.session.expired" },
    { ...session, status: "expired", url: null },
  );
}

/** Sessions close by themselves at `expires_at` on their customer's clock, also after a restart. */
export function expireOnTime(world: World): void {
  world.onDue("session", (id) => {
    const session = world.store.checkout_sessions.get(id);
    if (session?.status === "open" && session.expires_at <= world.now())
      expireSession(world, session);
  });
  for (const session of world.store.checkout_sessions.values()) {
    if (session.status !== "open") continue;
    const { id, customer, expires_at: expiresAt } = session;
    world.on(clockOf(world, customer), () => world.plan("session", id, expiresAt * 1000));
  }
}

function cancelIntent(world: World, session: string): void {
  const intent = world.store.payment_intents.get(
    world.store.checkout_attempts.get(session)?.paymentIntent ?? "",
  );
  if (intent === undefined || intent.status === "succeeded") return;
  change(
    world,
    { kind: "payment_intents", event: "payment_intent.canceled" },
    {
      ...intent,
      canceled_at: world.now(),
      cancellation_reason: "automatic",
      next_action: null,
      status: "canceled",
    },
  );
}
