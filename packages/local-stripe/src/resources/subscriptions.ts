import { resumeSubscription } from "../billing/resume-subscription.ts";
import { startSubscription, subscriptionParams } from "../billing/start-subscription.ts";
import { isEnded } from "../billing/subscription.ts";
import { cancelSubscription } from "../changes/cancel.ts";
import { cancellationDetails, updateParams } from "../changes/params.ts";
import { noDetails } from "../changes/settings.ts";
import { updateSubscription } from "../changes/update.ts";
import { del, get, post, type Route } from "../http/route.ts";
import { missing } from "../wire/failure.ts";
import { listPage, pageFields, range } from "../wire/list.ts";
import { bool, fields, ignored, oneOf, optional, text } from "../wire/read.ts";
import type { Subscription } from "../wire/stored.ts";
import { find, liveCustomer } from "./find.ts";
import { searchFields, searchPage } from "./search.ts";

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
  post("/v1/subscriptions/:id", updateParams, ({ world, params, id }) =>
    updateSubscription(world, id, params),
  ),
  del("/v1/subscriptions/:id", cancelParams, ({ world, params, id }) => {
    const before = find(world, "subscriptions", { id });
    if (isEnded(before)) throw missing("subscription", id);
    const sent = params.cancellation_details;
    const details = { ...noDetails, ...before.cancellation_details };
    const comment = sent?.comment ?? details.comment;
    const feedback = sent?.feedback ?? details.feedback;
    const noted = { ...before, cancellation_details: { ...details, comment, feedback } };
    const { invoice_now: invoiceNow = false, prorate = false } = params;
    return cancelSubscription(world, noted, { invoiceNow, prorate });
  }),
  post("/v1/subscriptions/:id/resume", resumeParams, ({ world, params, id }) => {
    const subscription = find(world, "subscriptions", { id });
    return resumeSubscription(world, subscription, {
      customer: liveCustomer(world, subscription.customer),
      payNow: params.payment_behavior === "resume_on_payment_success",
    });
  }),
];

function hasStatus(subscription: Subscription, wanted: string | undefined): boolean {
  if (wanted === "all") return true;
  if (wanted === "ended") return isEnded(subscription);
  return wanted === undefined ? subscription.status !== "canceled" : subscription.status === wanted;
}
