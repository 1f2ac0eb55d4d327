import { startSubscription } from "../billing/start-subscription.ts";
import { isEnded } from "../billing/subscription.ts";
import { find, liveCustomer } from "../resources/find.ts";
import { add, change, type World } from "../state/world.ts";
import { badParameter, refusal, StripeFailure } from "../wire/failure.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { missingParameter } from "../wire/read.ts";
import type { Subscription, SubscriptionSchedule } from "../wire/stored.ts";
import { planSchedule } from "./advance.ts";
import type { CreateParams } from "./params.ts";
import { phaseOf, readPhases } from "./phases.ts";
import { lastEnd, newSchedule } from "./schedule.ts";

/** Takes over a subscription, or plans one that begins now or later. */
export function createSchedule(world: World, params: CreateParams): SubscriptionSchedule {
  if (params.from_subscription !== undefined) return fromSubscription(world, params);
  if (params.customer === undefined) throw missingParameter("customer");
  const customer = liveCustomer(world, params.customer);
  const now = world.now();
  const start = params.start_date === "now" ? now : (params.start_date ?? now);
  if (start < now) {
    throw badParameter("This local Stripe does not backdate subscriptions.", "start_date");
  }
  if ((params.phases ?? []).length === 0) throw missingParameter("phases");
  const schedule = newSchedule(world, {
    customer: customer.id,
    phases: readPhases(world, params.phases ?? [], { start, currency: undefined, now }),
    endBehavior: params.end_behavior ?? "release",
    metadata: changedMetadata({}, params.metadata),
    paymentMethod: params.default_settings?.default_payment_method ?? null,
    testClock: customer.test_clock ?? null,
  });
  add(world, { kind: "subscription_schedules", event: "subscription_schedule.created" }, schedule);
  if (start > now) {
    planSchedule(world, schedule);
    return schedule;
  }
  return startSchedule(world, schedule);
}

function fromSubscription(world: World, params: CreateParams): SubscriptionSchedule {
  const others = Object.keys(params).filter((key) => key !== "from_subscription");
  if (others.length > 0) {
    throw badParameter(
      `You cannot set \`${others[0]}\` if \`from_subscription\` is set.`,
      others[0],
    );
  }
  const id = params.from_subscription ?? "";
  const subscription = find(world, "subscriptions", { id, param: "from_subscription" });
  if (subscription.schedule !== null) {
    throw refusal(
      `You cannot migrate a subscription that is already attached to a schedule: \`${id}\`.`,
      { param: "from_subscription" },
    );
  }
  if (isEnded(subscription)) {
    throw refusal(
      `You cannot migrate a subscription with status \`${subscription.status}\` to a schedule.`,
      { param: "from_subscription" },
    );
  }
  const phase = phaseOf(subscription);
  const drawn = newSchedule(world, {
    customer: subscription.customer,
    phases: [phase],
    endBehavior: subscription.cancel_at === null ? "release" : "cancel",
    metadata: {},
    paymentMethod: subscription.default_payment_method,
    testClock: subscription.test_clock,
  });
  const schedule: SubscriptionSchedule = {
    ...drawn,
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    status: "active",
    subscription: subscription.id,
  };
  add(world, { kind: "subscription_schedules", event: "subscription_schedule.created" }, schedule);
  attachTo(world, subscription, schedule);
  planSchedule(world, schedule);
  return schedule;
}

/** `subscription.schedule` names it; a schedule that ends by cancelling says when. */
function attachTo(world: World, subscription: Subscription, schedule: SubscriptionSchedule): void {
  const end = schedule.end_behavior === "cancel" ? lastEnd(schedule) : subscription.cancel_at;
  change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...subscription, cancel_at: end, schedule: schedule.id },
  );
}

/** The first phase begins: the subscription is made, and its first invoice. */
export function startSchedule(world: World, schedule: SubscriptionSchedule): SubscriptionSchedule {
  const [phase] = schedule.phases;
  if (phase === undefined) return schedule;
  const method = phase.default_payment_method ?? schedule.default_settings.default_payment_method;
  const subscription = startSubscription(world, {
    customer: schedule.customer,
    items: phase.items.map(({ price, quantity }) => ({ price, quantity: quantity ?? 1 })),
    metadata: new Map(Object.entries(phase.metadata ?? {})),
    discounts: phase.discounts.map(({ coupon, promotion_code: code }) => ({
      coupon: coupon ?? undefined,
      promotion_code: code ?? undefined,
    })),
    ...(method === null ? {} : { default_payment_method: method }),
    ...(phase.trial_end === null ? {} : { trial_end: phase.trial_end }),
  });
  if (subscription instanceof StripeFailure) throw subscription;
  const started: SubscriptionSchedule = {
    ...schedule,
    current_phase: { start_date: phase.start_date, end_date: phase.end_date },
    status: "active",
    subscription: subscription.id,
  };
  attachTo(world, subscription, started);
  planSchedule(world, started);
  return change(
    world,
    { kind: "subscription_schedules", event: "subscription_schedule.updated" },
    started,
  );
}
