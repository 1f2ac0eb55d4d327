import { creditUnusedTime } from "../billing/proration.ts";
import { resumeSubscription } from "../billing/resume-subscription.ts";
import { startSubscription, subscriptionParams } from "../billing/start-subscription.ts";
import { endSubscription, isEnded, planNext } from "../billing/subscription.ts";
import { del, get, post, type Route } from "../http/route.ts";
import { change, type World } from "../state/world.ts";
import { badParameter, missing, refusal } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  bool,
  fields,
  ignored,
  integer,
  oneOf,
  optional,
  type Read,
  text,
  unsettable,
} from "../wire/read.ts";
import type { Subscription } from "../wire/stored.ts";
import { find, liveCustomer } from "./find.ts";
import { searchFields, searchPage } from "./search.ts";

const feedback = oneOf(
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
);
const cancellationDetails = fields({
  comment: optional(unsettable(text)),
  feedback: optional(unsettable(feedback)),
  feedback_option: optional(ignored),
});
const updateParams = fields({
  cancel_at: optional(unsettable(integer)),
  cancel_at_period_end: optional(bool),
  cancellation_details: optional(cancellationDetails),
  default_payment_method: optional(unsettable(text)),
  description: optional(unsettable(text)),
  metadata: optional(metadata),
  payment_settings: optional(ignored),
  proration_behavior: optional(ignored),
});
const cancelParams = fields({
  cancellation_details: optional(cancellationDetails),
  invoice_now: optional(bool),
  prorate: optional(bool),
});
const resumeParams = fields({
  billing_cycle_anchor: optional(fields({ type: oneOf("now") })),
  payment_behavior: optional(oneOf("resume_on_payment_attempt", "resume_on_payment_success")),
  proration_behavior: optional(ignored),
  proration_date: optional(ignored),
});
const listParams = fields({
  ...pageFields,
  collection_method: optional(text),
  created: optional(range),
  customer: optional(text),
  price: optional(text),
  status: optional(
    oneOf(
      "active",
      "all",
      "canceled",
      "ended",
      "incomplete",
      "incomplete_expired",
      "past_due",
      "paused",
      "trialing",
      "unpaid",
    ),
  ),
  test_clock: optional(text),
});

export const subscriptionRoutes: Route[] = [
  post("/v1/subscriptions", subscriptionParams, ({ world, params }) =>
    startSubscription(world, params),
  ),
  get("/v1/subscriptions", listParams, ({ world, params }) => {
    const { customer, status, price, test_clock: clock } = params;
    const onClock = clock === undefined ? {} : { index: "test_clock", key: clock };
    return listPage(world.store.subscriptions, params, {
      url: "/v1/subscriptions",
      what: "subscription",
      scope: customer === undefined ? onClock : { index: "customer", key: customer },
      // Without naming a clock or a customer, Stripe lists nothing that lives on a clock.
      where: (subscription) =>
        (clock === undefined
          ? customer !== undefined || subscription.test_clock === null
          : subscription.test_clock === clock) &&
        hasStatus(subscription, status) &&
        (params.created?.(subscription.created) ?? true) &&
        (price === undefined || subscription.items.data.some((item) => item.price.id === price)),
    });
  }),
  get("/v1/subscriptions/search", searchFields, ({ world, params }) =>
    searchPage(world, params, { kind: "subscriptions", url: "/v1/subscriptions/search" }),
  ),
  get("/v1/subscriptions/:id", fields({}), ({ world, id }) => find(world, "subscriptions", { id })),
  post("/v1/subscriptions/:id", updateParams, ({ world, params, id }) => {
    const before = find(world, "subscriptions", { id });
    if (isEnded(before) && !onlyAnnotates(params)) {
      throw refusal(
        "A canceled subscription can only update its cancellation_details and metadata.",
      );
    }
    const after = updated(world, before, params);
    planNext(world, after);
    return change(world, { kind: "subscriptions", event: "customer.subscription.updated" }, after);
  }),
  del("/v1/subscriptions/:id", cancelParams, ({ world, params, id }) => {
    const before = find(world, "subscriptions", { id });
    if (isEnded(before)) throw missing("subscription", id);
    const details = {
      comment: null,
      feedback: null,
      feedback_option: null,
      reason: null,
      ...before.cancellation_details,
    };
    const sent = params.cancellation_details;
    const ended = endSubscription(
      world,
      {
        ...before,
        cancellation_details: {
          ...details,
          comment: sent?.comment ?? details.comment,
          feedback: sent?.feedback ?? details.feedback,
        },
      },
      { status: "canceled", reason: "cancellation_requested" },
    );
    if (params.prorate !== true) return ended;
    return creditUnusedTime(world, {
      subscription: before,
      ended,
      invoiceNow: params.invoice_now ?? false,
    });
  }),
  post("/v1/subscriptions/:id/resume", resumeParams, ({ world, params, id }) => {
    const subscription = find(world, "subscriptions", { id });
    return resumeSubscription(world, subscription, {
      customer: liveCustomer(world, subscription.customer),
      payNow: params.payment_behavior === "resume_on_payment_success",
    });
  }),
  get(
    "/v1/subscription_items",
    fields({ ...pageFields, subscription: text }),
    ({ world, params }) => {
      const owner = find(world, "subscriptions", {
        id: params.subscription,
        param: "subscription",
      });
      return owner.items;
    },
  ),
];

function hasStatus(subscription: Subscription, wanted: string | undefined): boolean {
  if (wanted === "all") return true;
  if (wanted === "ended") return isEnded(subscription);
  return wanted === undefined ? subscription.status !== "canceled" : subscription.status === wanted;
}

type Change = Read<typeof updateParams>;
const onlyAnnotates = (params: Change) =>
  Object.keys(params).every((key) => key === "metadata" || key === "cancellation_details");

function updated(world: World, before: Subscription, params: Change): Subscription {
  const {
    cancel_at: cancelAt,
    cancel_at_period_end: atEnd,
    default_payment_method: method,
  } = params;
  if (cancelAt !== undefined && atEnd === true) {
    throw badParameter(
      "You may only specify one of these parameters: cancel_at, cancel_at_period_end.",
      "cancel_at",
    );
  }
  if (typeof method === "string")
    find(world, "payment_methods", { id: method, param: "default_payment_method" });
  const periodEnd = before.items.data[0]?.current_period_end ?? null;
  const planned =
    atEnd === true
      ? periodEnd
      : cancelAt !== undefined
        ? cancelAt
        : atEnd === false
          ? null
          : before.cancel_at;
  const sent = params.cancellation_details;
  const details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    reason: null,
    ...before.cancellation_details,
  };
  return {
    ...before,
    cancel_at: planned,
    cancel_at_period_end: atEnd ?? (cancelAt === undefined && before.cancel_at_period_end),
    canceled_at: planned === null ? null : (before.canceled_at ?? world.now()),
    cancellation_details: {
      ...details,
      comment: sent?.comment === undefined ? details.comment : sent.comment,
      feedback: sent?.feedback === undefined ? details.feedback : sent.feedback,
      reason: planned === null ? null : "cancellation_requested",
    },
    default_payment_method: method === undefined ? before.default_payment_method : method,
    description: params.description === undefined ? before.description : params.description,
    metadata: changedMetadata(before.metadata, params.metadata),
  };
}
