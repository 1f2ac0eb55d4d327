import { get, post, type Route } from "../http/route.ts";
import { configured, defaultConfiguration, newConfiguration } from "../portal/configuration.ts";
import { flowOf } from "../portal/flow.ts";
import { configurationParams, configurationUpdateParams, sessionParams } from "../portal/params.ts";
import { add, change } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import { listPage, pageFields } from "../wire/list.ts";
import { bool, fields, optional } from "../wire/read.ts";
import { localUrl } from "../wire/render.ts";
import type { PortalSession } from "../wire/stored.ts";
import { find, liveCustomer } from "./find.ts";

const kind = "billing_portal_configurations";
const configurations = "/v1/billing_portal/configurations";

export const billingPortalRoutes: Route[] = [
  post("/v1/billing_portal/sessions", sessionParams, ({ world, params }) => {
    const customer = liveCustomer(world, params.customer);
    const configuration =
      params.configuration === undefined
        ? defaultConfiguration(world)
        : find(world, kind, { id: params.configuration, param: "configuration" });
    const id = newId("bps");
    const flow = params.flow_data;
    const session: PortalSession = {
      id,
      object: "billing_portal.session",
      configuration: configuration.id,
      created: world.now(),
      customer: customer.id,
      customer_account: null,
      flow:
        flow === undefined ? null : flowOf(world, flow, { customer: customer.id, configuration }),
      livemode: false,
      locale: params.locale ?? null,
      on_behalf_of: null,
      return_url: params.return_url ?? configuration.default_return_url,
      url: localUrl(`/p/session/${id}`),
    };
    add(
      world,
      { kind: "billing_portal_sessions", event: "billing_portal.session.created" },
      session,
    );
    return session;
  }),
  post(configurations, configurationParams, ({ world, params }) => {
    const configuration = configured(world, newConfiguration(world), params);
    add(world, { kind, event: "billing_portal.configuration.created" }, configuration);
    return configuration;
  }),
  get(
    configurations,
    fields({ ...pageFields, active: optional(bool), is_default: optional(bool) }),
    ({ world, params }) => {
      defaultConfiguration(world);
      const { active, is_default: isDefault } = params;
      return listPage(world.store.billing_portal_configurations, params, {
        url: configurations,
        what: "configuration",
        where: (configuration) =>
          (active === undefined || configuration.active === active) &&
          (isDefault === undefined || configuration.is_default === isDefault),
      });
    },
  ),
  get(`${configurations}/:id`, fields({}), ({ world, id }) => find(world, kind, { id })),
  post(`${configurations}/:id`, configurationUpdateParams, ({ world, params, id }) => {
    const before = find(world, kind, { id });
    const event = "billing_portal.configuration.updated";
    return change(world, { kind, event }, configured(world, before, params));
  }),
];
