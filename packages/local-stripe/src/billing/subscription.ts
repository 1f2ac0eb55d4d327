import { planOf } from "../resources/plan.ts";
import { endSchedule } from "../schedules/end.ts";
import { add, change, type World } from "../state/world.ts";
import { newId } from "../wire/id.ts";
import type { Customer, Price, Subscription, SubscriptionItem } from "../wire/stored.ts";
import { announceTrialEnd, noticesDue } from "./announce.ts";
import { checkRoomOnClock } from "./clock-of.ts";
import { nextPeriodEnd } from "./period.ts";
import { stopCollecting } from "./stop-collecting.ts";

export type SubscriptionDraft = {
  customer: Customer;
  items: { price: Price; quantity: number; metadata?: Record<string, string> }[];
  metadata: Record<string, string>;
  description: string | null;
  trialEnd: number | null;
  status: "active" | "incomplete";
  paymentMethod: string | null;
  missingMethodAtTrialEnd: "create_invoice" | "cancel" | "pause";
};

const endedStatuses = ["canceled", "incomplete_expired"];
export const isEnded = (subscription: Subscription): boolean =>
  endedStatuses.includes(subscription.status);

/** Seconds an incomplete subscription waits for its first payment. */
export const incompleteSeconds = 23 * 60 * 60;

/** Works out a subscription that begins now, without storing it. */
export function drawSubscription(world: World, draft: SubscriptionDraft): Subscription {
  const id = newId("sub");
  const now = world.now();
  const trial = draft.trialEnd !== null && draft.trialEnd > now ? draft.trialEnd : null;
  const anchor = trial ?? now;
  const recurring = draft.items[0]?.price.recurring ?? { interval: "month", interval_count: 1 };
  const end = trial ?? nextPeriodEnd(anchor, recurring, now);
  const items = draft.items.map(
    (item): SubscriptionItem => ({
      id: newId("si", 14),
      object: "subscription_item",
      billing_thresholds: null,
      created: now,
      current_period_end: end,
      current_period_start: now,
      current_trial: null,
      discounts: [],
      metadata: item.metadata ?? {},
      plan: planOf(item.price),
      price: item.price,
      quantity: item.quantity,
      subscription: id,
      tax_rates: [],
    }),
  );
  return {
    id,
    object: "subscription",
    application: null,
    application_fee_percent: null,
    automatic_tax: { disabled_reason: null, enabled: false, liability: null },
    billing_cycle_anchor: anchor,
    billing_cycle_anchor_config: null,
    billing_mode: {
      flexible: { proration_discounts: "included" },
      type: "flexible",
      updated_at: now,
    },
    billing_schedules: [],
    billing_thresholds: null,
    cancel_at: null,
    cancel_at_period_end: false,
    canceled_at: null,
    cancellation_details: { comment: null, feedback: null, feedback_option: null, reason: null },
    collection_method: "charge_automatically",
    created: now,
    currency: draft.items[0]?.price.currency ?? "usd",
    customer: draft.customer.id,
    customer_account: null,
    days_until_due: null,
    default_payment_method: draft.paymentMethod,
    default_source: null,
    default_tax_rates: [],
    description: draft.description,
    discounts: [],
    ended_at: null,
    invoice_settings: {
      account_tax_ids: null,
      custom_fields: null,
      description: null,
      footer: null,
      issuer: { type: "self" },
    },
    items: {
      object: "list",
      data: items,
      has_more: false,
      url: `/v1/subscription_items?subscription=${id}`,
    },
    latest_invoice: null,
    livemode: false,
    managed_payments: { enabled: false },
    metadata: draft.metadata,
    next_pending_invoice_item_invoice: null,
    on_behalf_of: null,
    pause_collection: null,
    payment_settings: {
      payment_method_options: null,
      payment_method_types: null,
      save_default_payment_method: "off",
    },
    pending_invoice_item_interval: null,
    pending_setup_intent: null,
    pending_update: null,
    schedule: null,
    start_date: now,
    status: draft.status === "active" && trial !== null ? "trialing" : draft.status,
    test_clock: draft.customer.test_clock ?? null,
    transfer_data: null,
    trial_end: trial,
    trial_settings: {
      end_behavior: {
        billing_cycle_anchor: null,
        missing_payment_method: draft.missingMethodAtTrialEnd,
      },
    },
    trial_start: trial === null ? null : now,
  };
}

/** Stores a new subscription and plans what its clock will bring. */
export function beginSubscription(world: World, subscription: Subscription): void {
  checkRoomOnClock(world, subscription);
  add(world, { kind: "subscriptions", event: "customer.subscription.created" }, subscription);
  announceTrialEnd(world, subscription);
  planNext(world, subscription);
}

/** Ends a subscription now. */
export function endSubscription(
  world: World,
  subscription: Subscription,
  {
    status,
    reason,
  }: {
    status: "canceled" | "incomplete_expired";
    reason: "cancellation_requested" | "payment_failed" | null;
  },
): Subscription {
  const now = world.now();
  stopCollecting(world, subscription.id);
  world.store.notices.drop(subscription.id);
  const before = subscription.cancellation_details;
  const details = {
    comment: null,
    feedback: null,
    feedback_option: null,
    ...before,
    reason: reason ?? before?.reason ?? null,
  };
  const ended = change(
    world,
    {
      kind: "subscriptions",
      event:
        status === "canceled" ? "customer.subscription.deleted" : "customer.subscription.updated",
    },
    {
      ...subscription,
      canceled_at: subscription.canceled_at ?? now,
      cancellation_details: details,
      ended_at: now,
      pending_update: null,
      status,
    },
  );
  endSchedule(world, ended);
  return ended;
}

/** Plans the moment on its own clock when a subscription has to be looked at again. */
export function planNext(world: World, subscription: Subscription): void {
  if (isEnded(subscription)) return;
  const { status, cancel_at: cancelAt, created } = subscription;
  const notices = noticesDue(world, subscription);
  const ends = subscription.items.data.map((item) => item.current_period_end);
  const moments = [
    ...(status === "paused" ? [] : ends),
    cancelAt,
    status === "incomplete" ? created + incompleteSeconds : null,
    notices.trialEnd,
    notices.periodEnd,
  ].filter((moment) => moment !== null);
  if (moments.length === 0) return;
  const dueAtMs = Math.min(...moments) * 1000;
  world.on(subscription.test_clock ?? undefined, () =>
    world.plan("subscription", subscription.id, dueAtMs),
  );
}
