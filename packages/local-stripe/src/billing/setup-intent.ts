import { add, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { PaymentMethod, SetupIntent } from "../wire/stored.ts";

/** A card was saved for later without a charge: how Stripe records the card of a trial. */
export function recordSetup(world: World, method: PaymentMethod): SetupIntent {
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
    customer: method.customer,
    customer_account: null,
    description: null,
    excluded_payment_method_types: null,
    flow_directions: null,
    last_setup_error: null,
    latest_attempt: null,
    livemode: false,
    mandate: null,
    metadata: {},
    next_action: null,
    on_behalf_of: null,
    payment_method: method.id,
    payment_method_configuration_details: null,
    payment_method_options: {
      card: { mandate_options: null, network: null, request_three_d_secure: "automatic" },
    },
    payment_method_types: ["card"],
    single_use_mandate: null,
    status: "succeeded",
    usage: "off_session",
  };
  add(world, { kind: "setup_intents", event: "setup_intent.created" }, intent);
  world.emit("setup_intent.succeeded", intent);
  return intent;
}
