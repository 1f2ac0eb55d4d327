import { del, get, post, type Route } from "../http/route.ts";
import { add, apiVersion, change, type World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import { listPage, pageFields } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  bool,
  fields,
  ignored,
  listOf,
  optional,
  type Reader,
  text,
  unsettable,
} from "../wire/read.ts";
import type { WebhookEndpoint } from "../wire/stored.ts";
import { find } from "./find.ts";

const url: Reader<string> = (form, path) => {
  const value = text(form, path);
  if (URL.canParse(value) && /^https?:\/\//.test(value)) return value;
  throw badParameter(
    "Invalid URL: An explicit scheme (such as https) must be provided.",
    path,
    "url_invalid",
  );
};

export type EndpointDraft = { url: string; events: string[]; secret: string };

/** Marks the endpoint that is registered at start, so that the next start finds it again. */
const atStart = { registered: "at start" };

/**
 * Registers where events go at start. There is one such endpoint: when the receiver comes back on
 * another port, events that still wait for it follow it there.
 */
export function registerEndpoint(world: World, draft: EndpointDraft): WebhookEndpoint {
  for (const known of world.store.webhook_endpoints.values()) {
    if (known.metadata["registered"] !== atStart.registered) continue;
    const { url: address, events: enabled_events, secret } = draft;
    return change(
      world,
      { kind: "webhook_endpoints" },
      { ...known, url: address, enabled_events, secret },
    );
  }
  const endpoint: WebhookEndpoint = {
    id: newId("we"),
    object: "webhook_endpoint",
    api_version: apiVersion,
    application: null,
    created: world.now(),
    description: null,
    enabled_events: draft.events,
    livemode: false,
    metadata: atStart,
    secret: draft.secret,
    status: "enabled",
    url: draft.url,
  };
  add(world, { kind: "webhook_endpoints" }, endpoint);
  return endpoint;
}

/** Only the answer to the creation shows the secret. */
const withoutSecret = ({ secret: _, ...endpoint }: WebhookEndpoint): WebhookEndpoint => endpoint;

const createParams = fields({
  url,
  enabled_events: listOf(text),
  api_version: optional(text),
  connect: optional(ignored),
  description: optional(unsettable(text)),
  metadata: optional(metadata),
});
const updateParams = fields({
  url: optional(url),
  enabled_events: optional(listOf(text)),
  description: optional(unsettable(text)),
  disabled: optional(bool),
  metadata: optional(metadata),
});

export const webhookEndpointRoutes = (secretFor: () => string): Route[] => [
  post("/v1/webhook_endpoints", createParams, ({ world, params }) => {
    const endpoint: WebhookEndpoint = {
      id: newId("we"),
      object: "webhook_endpoint",
      api_version: params.api_version ?? null,
      application: null,
      created: world.now(),
      description: params.description ?? null,
      enabled_events: params.enabled_events,
      livemode: false,
      metadata: changedMetadata({}, params.metadata),
      secret: secretFor(),
      status: "enabled",
      url: params.url,
    };
    add(world, { kind: "webhook_endpoints" }, endpoint);
    return endpoint;
  }),
  get("/v1/webhook_endpoints", fields(pageFields), ({ world, params }) => {
    const page = listPage(world.store.webhook_endpoints, params, {
      url: "/v1/webhook_endpoints",
      what: "webhook endpoint",
    });
    return { ...page, data: page.data.map(withoutSecret) };
  }),
  get("/v1/webhook_endpoints/:id", fields({}), ({ world, id }) =>
    withoutSecret(find(world, "webhook_endpoints", { id })),
  ),
  post("/v1/webhook_endpoints/:id", updateParams, ({ world, params, id }) => {
    const before = find(world, "webhook_endpoints", { id });
    const disabled = params.disabled ?? before.status === "disabled";
    const after = {
      ...before,
      description: params.description === undefined ? before.description : params.description,
      enabled_events: params.enabled_events ?? before.enabled_events,
      metadata: changedMetadata(before.metadata, params.metadata),
      status: disabled ? "disabled" : "enabled",
      url: params.url ?? before.url,
    };
    return withoutSecret(change(world, { kind: "webhook_endpoints" }, after));
  }),
  del("/v1/webhook_endpoints/:id", fields({}), ({ world, id }) => {
    find(world, "webhook_endpoints", { id });
    world.store.webhook_endpoints.drop(id);
    return { id, object: "webhook_endpoint", deleted: true };
  }),
];
