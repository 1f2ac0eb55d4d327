import { add, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import { changedMetadata } from "../wire/metadata.ts";
import type { PortalConfiguration } from "../wire/stored.ts";
import type { SentConfiguration, SentFeatures } from "./params.ts";

type Features = PortalConfiguration["features"];

/** A configuration in which nothing is allowed, but to look at invoices. */
export function newConfiguration(world: World): PortalConfiguration {
  return {
    id: newId("bpc"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: world.now(),
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: false },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: false,
        mode: "at_period_end",
        proration_behavior: "none",
      },
      subscription_pause: {
        duration: { interval_options: [], type: "indefinite" },
        enabled: false,
      },
      subscription_update: {
        billing_cycle_anchor: null,
        default_allowed_updates: [],
        enabled: false,
        products: null,
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    is_default: false,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: world.now(),
  };
}

/**
 * The account's default, made when a portal session first needs one: a customer may do everything. Without
 * a list of products every active price in the subscription's currency is offered.
 */
export function defaultConfiguration(world: World): PortalConfiguration {
  for (const known of world.store.billing_portal_configurations.values()) {
    if (known.is_default) return known;
  }
  const plain = newConfiguration(world);
  const all = {
    invoice_history: { enabled: true },
    payment_method_update: { enabled: true },
    subscription_cancel: { enabled: true },
    subscription_update: {
      enabled: true,
      default_allowed_updates: ["price" as const],
      proration_behavior: "create_prorations" as const,
    },
  };
  const features = withFeatures(plain.features, all);
  const configuration: PortalConfiguration = { ...plain, features, is_default: true };
  add(world, { kind: "billing_portal_configurations" }, configuration);
  return configuration;
}

export function configured(
  world: World,
  before: PortalConfiguration,
  sent: SentConfiguration,
): PortalConfiguration {
  const profile = sent.business_profile;
  return {
    ...before,
    active: sent.active ?? before.active,
    business_profile: {
      headline: keep(profile?.headline, before.business_profile.headline),
      privacy_policy_url: keep(
        profile?.privacy_policy_url,
        before.business_profile.privacy_policy_url,
      ),
      terms_of_service_url: keep(
        profile?.terms_of_service_url,
        before.business_profile.terms_of_service_url,
      ),
    },
    default_return_url: keep(sent.default_return_url, before.default_return_url),
    features:
      sent.features === undefined ? before.features : withFeatures(before.features, sent.features),
    login_page: {
      ...before.login_page,
      enabled: sent.login_page?.enabled ?? before.login_page.enabled,
    },
    metadata: changedMetadata(before.metadata ?? {}, sent.metadata),
    name: keep(sent.name, before.name),
    updated: world.now(),
  };
}

const keep = <T>(sent: T | undefined, before: T): T => (sent === undefined ? before : sent);

function withFeatures(before: Features, sent: SentFeatures): Features {
  const {
    customer_update: customer,
    subscription_cancel: cancel,
    subscription_update: update,
  } = sent;
  const reason = cancel?.cancellation_reason;
  return {
    customer_update: {
      allowed_updates: customer?.allowed_updates ?? before.customer_update.allowed_updates,
      enabled: customer?.enabled ?? before.customer_update.enabled,
    },
    invoice_history: { enabled: sent.invoice_history?.enabled ?? before.invoice_history.enabled },
    payment_method_update: {
      enabled: sent.payment_method_update?.enabled ?? before.payment_method_update.enabled,
      payment_method_configuration: null,
    },
    subscription_cancel: {
      cancellation_reason:
        reason === undefined
          ? before.subscription_cancel.cancellation_reason
          : { enabled: reason.enabled, feedback_options: null, options: reason.options ?? [] },
      enabled: cancel?.enabled ?? before.subscription_cancel.enabled,
      mode: cancel?.mode ?? before.subscription_cancel.mode,
      proration_behavior:
        cancel?.proration_behavior ?? before.subscription_cancel.proration_behavior,
    },
    subscription_pause: before.subscription_pause,
    subscription_update: {
      billing_cycle_anchor:
        update?.billing_cycle_anchor ?? before.subscription_update.billing_cycle_anchor,
      default_allowed_updates:
        update?.default_allowed_updates ?? before.subscription_update.default_allowed_updates,
      enabled: update?.enabled ?? before.subscription_update.enabled,
      products: productsOf(update) ?? before.subscription_update.products ?? null,
      proration_behavior:
        update?.proration_behavior ?? before.subscription_update.proration_behavior,
      schedule_at_period_end: {
        conditions:
          update?.schedule_at_period_end?.conditions ??
          before.subscription_update.schedule_at_period_end.conditions,
      },
      trial_update_behavior:
        update?.trial_update_behavior ?? before.subscription_update.trial_update_behavior,
    },
  };
}

const productsOf = (update: SentFeatures["subscription_update"]) =>
  update?.products?.map(({ adjustable_quantity: adjustable, prices, product }) => ({
    adjustable_quantity: {
      enabled: adjustable?.enabled ?? false,
      maximum: adjustable?.maximum ?? null,
      minimum: adjustable?.minimum ?? 1,
    },
    prices,
    product,
  }));
