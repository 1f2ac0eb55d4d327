import { add, change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import { localUrl } from "../wire/render.ts";
import type { PaymentMethod, SetupIntent } from "../wire/stored.ts";
import type { Decline } from "./charge.ts";

type Purpose = {
  customer: string | null;
  description?: string | null;
  metadata?: Record<string, string>;
};

/** An intent to save a card for later, which waits for the card. */
export function newSetupIntent(world: World, purpose: Purpose): SetupIntent {
  const id = newId("seti");
  const intent: SetupIntent = {
    id,
    object: "setup_intent",
    allowed_payment_method_types: null,
    application: null,
    automatic_payment_methods: null,
    cancellation_reason: null,
    client_secret: newId(`${id}_secret`),
    created: world.now(),
    customer: purpose.customer,
    customer_account: null,
    description: purpose.description ?? null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: purpose.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "requires_payment_method",
    usage: "off_session",
  };
  add(world, { kind: "setup_intents", event: "setup_intent.created" }, intent);
  return intent;
}

/** The card is saved. */
export const completeSetup = (
  world: World,
  intent: SetupIntent,
  { id: payment_method, customer }: PaymentMethod,
): SetupIntent =>
  change(
    world,
    { kind: "setup_intents", event: "setup_intent.succeeded" },
    {
      ...intent,
      customer,
      last_setup_error: null,
      next_action: null,
      payment_method,
      status: "succeeded",
    },
  );

/** A card was saved for later without a charge: how Stripe records the card of a trial. */
export const recordSetup = (world: World, method: PaymentMethod): SetupIntent =>
  completeSetup(world, newSetupIntent(world, { customer: method.customer }), method);

/** The card was declined; the intent waits for another. */
export const declineSetup = (world: World, intent: SetupIntent, reason: Decline): SetupIntent =>
  change(
    world,
    { kind: "setup_intents", event: "setup_intent.setup_failed" },
    {
      ...intent,
      last_setup_error: {
        code: reason.code,
        decline_code: reason.declineCode,
        doc_url: `https://stripe.com/docs/error-codes/${reason.code.replaceAll("_", "-")}`,
        message: reason.message,
        type: "card_error",
      },
      next_action: null,
      payment_method: null,
      status: "requires_payment_method",
    },
  );

/** The bank wants to see the cardholder; `page` is where that happens. */
export const askForSetupAction = (
  world: World,
  intent: SetupIntent,
  { method, page }: { method: PaymentMethod; page: string },
): SetupIntent =>
  change(
    world,
    { kind: "setup_intents", event: "setup_intent.requires_action" },
    {
      ...intent,
      next_action: {
        redirect_to_url: { return_url: null, url: localUrl(page) },
        type: "redirect_to_url",
      },
      payment_method: method.id,
      status: "requires_action",
    },
  );

/** Nobody will save a card with it any more. */
export function cancelSetup(world: World, id: string): void {
  const intent = world.store.setup_intents.get(id);
  if (intent === undefined || intent.status === "succeeded") return;
  change(
    world,
    { kind: "setup_intents", event: "setup_intent.canceled" },
    { ...intent, cancellation_reason: "abandoned", next_action: null, status: "canceled" },
  );
}
