import { feedback, prorationBehavior } from "../changes/params.ts";
import { interval } from "../resources/price-params.ts";
import { metadata } from "../wire/metadata.ts";
import {
  atLeast,
  bool,
  fields,
  ignored,
  listOf,
  oneOf,
  optional,
  type Read,
  text,
  unsettable,
} from "../wire/read.ts";

const named = fields({ subscription: text, retention: optional(ignored) });
const confirmed = fields({
  subscription: text,
  discounts: optional(listOf(fields({ coupon: optional(text), promotion_code: optional(text) }))),
  items: listOf(fields({ id: text, price: optional(text), quantity: optional(atLeast(0)) })),
});

const flowData = fields({
  type: oneOf(
    "customer_update",
    "payment_method_update",
    "subscription_cancel",
    "subscription_update",
    "subscription_update_confirm",
  ),
  after_completion: optional(
    fields({
      type: oneOf("hosted_confirmation", "portal_homepage", "redirect"),
      hosted_confirmation: optional(fields({ custom_message: optional(text) })),
      redirect: optional(fields({ return_url: text })),
    }),
  ),
  subscription_cancel: optional(named),
  subscription_update: optional(named),
  subscription_update_confirm: optional(confirmed),
});
export type FlowData = Read<typeof flowData>;

export const sessionParams = fields({
  after_expiration: optional(ignored),
  configuration: optional(text),
  customer: text,
  flow_data: optional(flowData),
  locale: optional(text),
  on_behalf_of: optional(ignored),
  return_url: optional(text),
});

const enabled = fields({ enabled: bool });
const price = fields({
  product: text,
  prices: listOf(text),
  adjustable_quantity: optional(
    fields({ enabled: bool, maximum: optional(atLeast(1)), minimum: optional(atLeast(0)) }),
  ),
});
const features = fields({
  customer_update: optional(
    fields({
      enabled: optional(bool),
      allowed_updates: optional(
        listOf(oneOf("address", "email", "name", "phone", "shipping", "tax_id")),
      ),
    }),
  ),
  invoice_history: optional(enabled),
  payment_method_update: optional(
    fields({ enabled: bool, payment_method_configuration: optional(ignored) }),
  ),
  subscription_cancel: optional(
    fields({
      enabled: optional(bool),
      cancellation_reason: optional(
        fields({
          enabled: bool,
          feedback_options: optional(ignored),
          options: optional(listOf(feedback)),
        }),
      ),
      mode: optional(oneOf("at_period_end", "immediately")),
      proration_behavior: optional(prorationBehavior),
    }),
  ),
  subscription_pause: optional(
    fields({
      enabled: optional(bool),
      duration: optional(
        fields({
          type: oneOf("indefinite", "interval_options"),
          interval_options: optional(
            listOf(fields({ interval, interval_count: optional(atLeast(1)) })),
          ),
        }),
      ),
    }),
  ),
  subscription_update: optional(
    fields({
      enabled: optional(bool),
      billing_cycle_anchor: optional(oneOf("now", "unchanged")),
      default_allowed_updates: optional(listOf(oneOf("price", "promotion_code", "quantity"))),
      products: optional(listOf(price)),
      proration_behavior: optional(prorationBehavior),
      schedule_at_period_end: optional(
        fields({
          conditions: optional(
            listOf(fields({ type: oneOf("decreasing_item_amount", "shortening_interval") })),
          ),
        }),
      ),
      trial_update_behavior: optional(oneOf("continue_trial", "end_trial")),
    }),
  ),
});
export type SentFeatures = Read<typeof features>;

const profile = fields({
  headline: optional(unsettable(text)),
  privacy_policy_url: optional(unsettable(text)),
  terms_of_service_url: optional(unsettable(text)),
});
const writable = {
  business_profile: optional(profile),
  default_return_url: optional(unsettable(text)),
  login_page: optional(enabled),
  metadata: optional(metadata),
  name: optional(unsettable(text)),
};
export const configurationParams = fields({ ...writable, features });
export const configurationUpdateParams = fields({
  ...writable,
  active: optional(bool),
  features: optional(features),
});
export type SentConfiguration = Read<typeof configurationUpdateParams>;
