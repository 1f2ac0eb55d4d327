import type { World } from "../state/world.ts";
import { changedMetadata } from "../wire/metadata.ts";
import type { Customer } from "../wire/stored.ts";
import type { SessionParams } from "./params.ts";

/** The fields that parameters give directly, and those that are fixed in this mode. */
export function frame(world: World, params: SessionParams, customer: Customer | undefined) {
  const details = { business_name: null, individual_name: null };
  return {
    object: "checkout.session" as const,
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: null,
      provider: null,
      status: null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    collected_information: { ...details, shipping_details: null },
    consent: null,
    consent_collection: null,
    created: world.now(),
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer === undefined ? ("always" as const) : null,
    customer_details:
      customer === undefined && params.customer_email === undefined
        ? null
        : {
            ...details,
            address: null,
            email: customer?.email ?? params.customer_email ?? null,
            name: null,
            phone: null,
            tax_exempt: "none" as const,
            tax_ids: null,
          },
    customer_email: params.customer_email ?? null,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: params.managed_payments?.enabled ?? false },
    metadata: changedMetadata({}, params.metadata),
    mode: "subscription" as const,
    origin_context: params.origin_context ?? null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: params.payment_method_collection ?? ("always" as const),
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" as const } },
    payment_method_types: ["card"],
    payment_status: "unpaid" as const,
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    ...(params.ui_mode === "embedded_page"
      ? { redirect_on_completion: params.redirect_on_completion ?? ("always" as const) }
      : {}),
    ...(params.return_url === undefined ? {} : { return_url: params.return_url }),
    saved_payment_method_options: {
      allow_redisplay_filters: ["always" as const],
      payment_method_remove: "disabled" as const,
      payment_method_save: null,
    },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open" as const,
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    ui_mode: params.ui_mode ?? ("hosted_page" as const),
    wallet_options: null,
  };
}
