import { add, change, type World } from "../state/world.ts";
import { localUrl } from "../wire/render.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../wire/stored.ts";
import type { Behaviour } from "./cards.ts";
import { newCharge } from "./new-charge.ts";

/** Collects the intent's amount: a charge, and the intent succeeded. */
export function collect(world: World, intent: PaymentIntent, method: PaymentMethod): PaymentIntent {
  const charge = newCharge(world, intent, method);
  add(world, { kind: "charges", event: "charge.succeeded" }, charge);
  return change(
    world,
    { kind: "payment_intents", event: "payment_intent.succeeded" },
    {
      ...intent,
      amount_received: intent.amount,
      last_payment_error: null,
      latest_charge: charge.id,
      next_action: null,
      payment_method: method.id,
      status: "succeeded",
    },
  );
}

export type Decline = Extract<Behaviour, { is: "declined" | "fails_later" }>;

/** A charge that failed; the intent waits for another card. */
export function decline(
  world: World,
  intent: PaymentIntent,
  { method, reason }: { method: PaymentMethod; reason: Decline },
): PaymentIntent {
  const paid = newCharge(world, intent, method);
  const charge: Charge = {
    ...paid,
    amount_captured: 0,
    captured: false,
    failure_code: reason.code,
    failure_message: reason.message,
    outcome: {
      advice_code: "try_again_later",
      network_advice_code: null,
      network_decline_code: null,
      network_status: "declined_by_network",
      reason: reason.declineCode,
      risk_level: "normal",
      seller_message: "The bank did not return any further details with this decline.",
      type: "issuer_declined",
    },
    paid: false,
    receipt_url: null,
    status: "failed",
  };
  add(world, { kind: "charges", event: "charge.failed" }, charge);
  return change(
    world,
    { kind: "payment_intents", event: "payment_intent.payment_failed" },
    {
      ...intent,
      last_payment_error: {
        advice_code: "try_again_later",
        charge: charge.id,
        code: reason.code,
        decline_code: reason.declineCode,
        doc_url: `https://stripe.com/docs/error-codes/${reason.code.replaceAll("_", "-")}`,
        message: reason.message,
        type: "card_error",
      },
      latest_charge: charge.id,
      next_action: null,
      payment_method: null,
      status: "requires_payment_method",
    },
  );
}

/** The buyer's bank asks for a second look; `page` is where the buyer gives it. */
export function askForAction(
  world: World,
  intent: PaymentIntent,
  { method, page }: { method: PaymentMethod; page: string },
): PaymentIntent {
  const redirect = { return_url: null, url: localUrl(page) };
  return change(
    world,
    { kind: "payment_intents", event: "payment_intent.requires_action" },
    {
      ...intent,
      next_action: { redirect_to_url: redirect, type: "redirect_to_url" },
      payment_method: method.id,
      status: "requires_action",
    },
  );
}
