import { add, change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import { localUrl } from "../wire/render.ts";
import type { Charge, PaymentIntent, PaymentMethod } from "../wire/stored.ts";
import type { Behaviour } from "./cards.ts";

export type Payment = {
  amount: number;
  currency: string;
  customer: string | null;
  method: PaymentMethod;
  description: string;
  metadata?: Record<string, string>;
};

/** A payment intent that waits for a card. */
export function newIntent(world: World, payment: Omit<Payment, "method">): PaymentIntent {
  const id = newId("pi");
  const intent: PaymentIntent = {
    id,
    object: "payment_intent",
    allowed_payment_method_types: null,
    amount: payment.amount,
    amount_capturable: 0,
    amount_details: { tip: {} },
    amount_received: 0,
    application: null,
    application_fee_amount: null,
    automatic_payment_methods: null,
    canceled_at: null,
    cancellation_reason: null,
    capture_method: "automatic",
    client_secret: newId(`${id}_secret`),
    confirmation_method: "automatic",
    created: world.now(),
    currency: payment.currency,
    customer: payment.customer,
    customer_account: null,
    description: payment.description,
    excluded_payment_method_types: null,
    last_payment_error: null,
    latest_charge: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: payment.metadata ?? {},
    next_action: null,
    on_behalf_of: null,
    payment_method: null,
    payment_method_configuration_details: null,
    payment_method_options: { card: defaultCardOptions },
    payment_method_types: ["card"],
    payment_record: null,
    processing: null,
    receipt_email: null,
    review: null,
    setup_future_usage: "off_session",
    shipping: null,
    source: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "requires_payment_method",
    transfer_data: null,
    transfer_group: null,
  };
  add(world, { kind: "payment_intents", event: "payment_intent.created" }, intent);
  return intent;
}

const defaultCardOptions = {
  installments: null,
  mandate_options: null,
  network: null,
  request_three_d_secure: "automatic",
} as const;

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

function newCharge(world: World, intent: PaymentIntent, method: PaymentMethod): Charge {
  const id = newId("ch");
  const card = method.card;
  return {
    id,
    object: "charge",
    amount: intent.amount,
    amount_captured: intent.amount,
    amount_refunded: 0,
    application: null,
    application_fee: null,
    application_fee_amount: null,
    balance_transaction: newId("txn"),
    billing_details: method.billing_details,
    calculated_statement_descriptor: "LOCAL STRIPE",
    captured: true,
    created: world.now(),
    currency: intent.currency,
    customer: intent.customer,
    description: intent.description,
    disputed: false,
    failure_balance_transaction: null,
    failure_code: null,
    failure_message: null,
    fraud_details: {},
    livemode: false,
    metadata: intent.metadata,
    on_behalf_of: null,
    outcome: {
      advice_code: null,
      network_advice_code: null,
      network_decline_code: null,
      network_status: "approved_by_network",
      reason: null,
      risk_level: "normal",
      seller_message: "Payment complete.",
      type: "authorized",
    },
    paid: true,
    payment_intent: intent.id,
    payment_method: method.id,
    payment_method_details: {
      card: {
        amount_authorized: intent.amount,
        authorization_code: null,
        brand: card?.brand ?? null,
        checks: card?.checks ?? null,
        country: card?.country ?? null,
        electronic_commerce_indicator: null,
        exp_month: card?.exp_month ?? 12,
        exp_year: card?.exp_year ?? 2030,
        extended_authorization: { status: "disabled" },
        fingerprint: card?.fingerprint ?? null,
        funding: card?.funding ?? null,
        incremental_authorization: { status: "unavailable" },
        installments: null,
        last4: card?.last4 ?? null,
        mandate: null,
        multicapture: { status: "unavailable" },
        network: card?.brand ?? null,
        network_token: { used: false },
        network_transaction_id: null,
        overcapture: { maximum_amount_capturable: intent.amount, status: "unavailable" },
        regulated_status: "unregulated",
        three_d_secure: null,
        transaction_link_id: null,
        wallet: null,
      },
      type: "card",
    },
    receipt_email: null,
    receipt_number: null,
    receipt_url: localUrl(`/receipts/${id}`),
    refunded: false,
    review: null,
    shipping: null,
    source: null,
    source_transfer: null,
    statement_descriptor: null,
    statement_descriptor_suffix: null,
    status: "succeeded",
    transfer_data: null,
    transfer_group: null,
  };
}
