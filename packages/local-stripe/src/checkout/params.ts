import { metadata } from "../wire/metadata.ts";
import {
  atLeast,
  bool,
  fields,
  ignored,
  integer,
  listOf,
  oneOf,
  optional,
  type Read,
  text,
} from "../wire/read.ts";

/** `success_url` and `return_url` may hold `{CHECKOUT_SESSION_ID}`, so they are not parsed as URLs here. */
const lineItem = fields({
  price: optional(text),
  price_data: optional(ignored),
  quantity: optional(atLeast(1)),
  adjustable_quantity: optional(ignored),
  dynamic_tax_rates: optional(ignored),
  metadata: optional(metadata),
  tax_rates: optional(ignored),
});

const subscriptionData = fields({
  application_fee_percent: optional(ignored),
  billing_cycle_anchor: optional(ignored),
  billing_cycle_anchor_config: optional(ignored),
  billing_mode: optional(ignored),
  default_tax_rates: optional(ignored),
  description: optional(text),
  invoice_settings: optional(ignored),
  metadata: optional(metadata),
  on_behalf_of: optional(ignored),
  pending_invoice_item_interval: optional(ignored),
  proration_behavior: optional(ignored),
  transfer_data: optional(ignored),
  trial_end: optional(integer),
  trial_period_days: optional(atLeast(1)),
  trial_settings: optional(
    fields({
      end_behavior: fields({ missing_payment_method: oneOf("create_invoice", "cancel", "pause") }),
    }),
  ),
});

const enabled = fields({ enabled: bool, liability: optional(ignored) });

export const sessionParams = fields({
  adaptive_pricing: optional(fields({ enabled: optional(bool) })),
  after_expiration: optional(ignored),
  allow_promotion_codes: optional(bool),
  allowed_payment_method_types: optional(listOf(text)),
  automatic_tax: optional(enabled),
  billing_address_collection: optional(oneOf("auto", "required")),
  branding_settings: optional(ignored),
  cancel_url: optional(text),
  client_reference_id: optional(text),
  consent_collection: optional(ignored),
  currency: optional(text),
  custom_fields: optional(ignored),
  custom_text: optional(ignored),
  customer: optional(text),
  customer_creation: optional(oneOf("always", "if_required")),
  customer_email: optional(text),
  customer_update: optional(ignored),
  discounts: optional(listOf(fields({ coupon: optional(text), promotion_code: optional(text) }))),
  excluded_payment_method_types: optional(listOf(text)),
  expires_at: optional(integer),
  integration_identifier: optional(text),
  invoice_creation: optional(ignored),
  line_items: optional(listOf(lineItem)),
  locale: optional(text),
  managed_payments: optional(fields({ enabled: optional(bool) })),
  metadata: optional(metadata),
  mode: optional(oneOf("payment", "setup", "subscription")),
  name_collection: optional(ignored),
  origin_context: optional(oneOf("mobile_app", "web")),
  payment_intent_data: optional(ignored),
  payment_method_collection: optional(oneOf("always", "if_required")),
  payment_method_configuration: optional(ignored),
  payment_method_data: optional(ignored),
  payment_method_options: optional(ignored),
  permissions: optional(ignored),
  phone_number_collection: optional(fields({ enabled: bool })),
  redirect_on_completion: optional(oneOf("always", "if_required", "never")),
  return_url: optional(text),
  saved_payment_method_options: optional(ignored),
  setup_intent_data: optional(
    fields({
      description: optional(text),
      metadata: optional(metadata),
      on_behalf_of: optional(ignored),
    }),
  ),
  shipping_address_collection: optional(ignored),
  shipping_options: optional(ignored),
  submit_type: optional(oneOf("auto", "book", "donate", "pay", "subscribe")),
  subscription_data: optional(subscriptionData),
  success_url: optional(text),
  tax_id_collection: optional(ignored),
  ui_mode: optional(oneOf("elements", "embedded_page", "form", "hosted_page")),
  wallet_options: optional(ignored),
});

export type SessionParams = Read<typeof sessionParams>;
