import { get, post, type Route } from "../http/route.ts";
import { add, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import { listPage, pageFields } from "../wire/list.ts";
import { bool, fields, ignored, optional, text } from "../wire/read.ts";
import { localUrl } from "../wire/render.ts";
import type { PortalConfiguration, PortalSession } from "../wire/stored.ts";
import { find, liveCustomer } from "./find.ts";

const sessionParams = fields({
  customer: text,
  configuration: optional(text),
  flow_data: optional(ignored),
  locale: optional(text),
  return_url: optional(text),
});

/** The account's default configuration, made when a portal session first needs one. */
function defaultConfiguration(world: World): PortalConfiguration {
  for (const known of world.store.billing_portal_configurations.values()) return known;
  const configuration: PortalConfiguration = {
    id: newId("bpc"),
    object: "billing_portal.configuration",
    active: true,
    application: null,
    business_profile: { headline: null, privacy_policy_url: null, terms_of_service_url: null },
    created: world.now(),
    default_return_url: null,
    features: {
      customer_update: { allowed_updates: [], enabled: false },
      invoice_history: { enabled: true },
      payment_method_update: { enabled: false, payment_method_configuration: null },
      subscription_cancel: {
        cancellation_reason: { enabled: false, feedback_options: null, options: [] },
        enabled: true,
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
        proration_behavior: "none",
        schedule_at_period_end: { conditions: [] },
        trial_update_behavior: "end_trial",
      },
    },
    is_default: true,
    livemode: false,
    login_page: { enabled: false, url: null },
    metadata: {},
    name: null,
    updated: world.now(),
  };
  add(world, { kind: "billing_portal_configurations" }, configuration);
  return configuration;
}

export const billingPortalRoutes: Route[] = [
  post("/v1/billing_portal/sessions", sessionParams, ({ world, params }) => {
    const customer = liveCustomer(world, params.customer);
    const configuration =
      params.configuration === undefined
        ? defaultConfiguration(world)
        : find(world, "billing_portal_configurations", {
            id: params.configuration,
            param: "configuration",
          });
    const id = newId("bps");
    const session: PortalSession = {
      id,
      object: "billing_portal.session",
      configuration: configuration.id,
      created: world.now(),
      customer: customer.id,
      customer_account: null,
      flow: null,
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: params.return_url ?? null,
      url: localUrl(`/p/session/${id}`),
    };
    add(
      world,
      { kind: "billing_portal_sessions", event: "billing_portal.session.created" },
      session,
    );
    return session;
  }),
  get(
    "/v1/billing_portal/configurations",
    fields({ ...pageFields, active: optional(bool), is_default: optional(bool) }),
    ({ world, params }) => {
      defaultConfiguration(world);
      return listPage(world.store.billing_portal_configurations, params, {
        url: "/v1/billing_portal/configurations",
        what: "configuration",
      });
    },
  ),
  get("/v1/billing_portal/configurations/:id", fields({}), ({ world, id }) =>
    find(world, "billing_portal_configurations", { id }),
  ),
];
