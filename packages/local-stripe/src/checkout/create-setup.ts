import { newSetupIntent } from "../billing/setup-intent.ts";
import { liveCustomer } from "../resources/find.ts";
import { add, type World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { newId, randomText } from "../wire/id.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { missingParameter } from "../wire/read.ts";
import { localUrl } from "../wire/render.ts";
import type { CheckoutSession } from "../wire/stored.ts";
import { expiryOf } from "./check.ts";
import { frame } from "./frame.ts";
import type { SessionParams } from "./params.ts";

/** Opens a session that saves a card and charges nothing. */
export function createSetupSession(world: World, params: SessionParams): CheckoutSession {
  for (const name of ["line_items", "subscription_data", "discounts"] as const) {
    if (params[name] === undefined) continue;
    throw badParameter(`You can not pass \`${name}\` in \`setup\` mode.`, name);
  }
  if (params.currency === undefined) throw missingParameter("currency");
  const expiresAt = expiryOf(world, params);
  const customer = params.customer === undefined ? undefined : liveCustomer(world, params.customer);
  const intent = newSetupIntent(world, {
    customer: customer?.id ?? null,
    description: params.setup_intent_data?.description ?? null,
    metadata: changedMetadata({}, params.setup_intent_data?.metadata),
  });
  const id = `cs_test_${randomText(58)}`;
  const session: CheckoutSession = {
    ...frame(world, params, customer),
    id,
    amount_subtotal: null,
    amount_total: null,
    client_secret: params.ui_mode === "embedded_page" ? newId(`${id}_secret`, 40) : null,
    currency: params.currency,
    customer_creation: customer === undefined ? (params.customer_creation ?? "if_required") : null,
    discounts: null,
    expires_at: expiresAt,
    mode: "setup",
    payment_status: "no_payment_required",
    setup_intent: intent.id,
    total_details: null,
    url: params.ui_mode === "embedded_page" ? null : localUrl(`/c/pay/${id}`),
  };
  add(world, { kind: "checkout_sessions" }, session);
  world.store.checkout_attempts.put(id, {
    session: id,
    subscriptionMetadata: {},
    subscriptionDescription: null,
    trialDays: null,
    trialEnd: null,
    missingMethodAtTrialEnd: "create_invoice",
    paymentIntent: null,
    waitingMethod: null,
  });
  world.plan("session", id, expiresAt * 1000);
  return session;
}
