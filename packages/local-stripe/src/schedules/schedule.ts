import type { World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import { newId } from "../wire/id.ts";
import type { Subscription, SubscriptionSchedule } from "../wire/stored.ts";
import type { Phase } from "./phases.ts";

type Draft = {
  customer: string;
  phases: Phase[];
  endBehavior: SubscriptionSchedule["end_behavior"];
  metadata: Record<string, string>;
  paymentMethod: string | null;
  testClock: string | null;
};

/** A schedule that has not started. */
export function newSchedule(world: World, draft: Draft): SubscriptionSchedule {
  return {
    id: newId("sub_sched"),
    object: "subscription_schedule",
    application: null,
    billing_mode: {
      flexible: { proration_discounts: "included" },
      type: "flexible",
      updated_at: world.now(),
    },
    canceled_at: null,
    completed_at: null,
    created: world.now(),
    current_phase: null,
    customer: draft.customer,
    customer_account: null,
    default_settings: {
      application_fee_percent: null,
      automatic_tax: { disabled_reason: null, enabled: false, liability: null },
      billing_cycle_anchor: "automatic",
      billing_thresholds: null,
      collection_method: "charge_automatically",
      default_payment_method: draft.paymentMethod,
      description: null,
      invoice_settings: {
        account_tax_ids: null,
        custom_fields: null,
        days_until_due: null,
        description: null,
        footer: null,
        issuer: { type: "self" },
      },
      on_behalf_of: null,
      transfer_data: null,
    },
    end_behavior: draft.endBehavior,
    livemode: false,
    metadata: draft.metadata,
    pause_schedules: [],
    phases: draft.phases,
    released_at: null,
    released_subscription: null,
    status: "not_started",
    subscription: null,
    test_clock: draft.testClock,
  };
}

/** The schedule that manages a subscription now. */
export function scheduleOf(
  world: World,
  subscription: Pick<Subscription, "schedule">,
): SubscriptionSchedule | undefined {
  const schedule = world.store.subscription_schedules.get(subscription.schedule ?? "");
  return schedule?.status === "active" ? schedule : undefined;
}

export const currentPhase = ({ current_phase: current, phases }: SubscriptionSchedule) =>
  phases.find((phase) => phase.start_date === current?.start_date);

/** The phase that begins where the current one ends. */
export const nextPhase = ({ current_phase: current, phases }: SubscriptionSchedule) =>
  phases.find((phase) => phase.start_date === current?.end_date);

export const lastEnd = ({ phases }: SubscriptionSchedule): number =>
  Math.max(...phases.map((phase) => phase.end_date));

/** Only a schedule that is still to do something can be changed. */
export function mustBeOpen(
  schedule: SubscriptionSchedule,
  verb: "cancel" | "release" | "update",
): void {
  if (schedule.status === "not_started" || schedule.status === "active") return;
  const participle = { cancel: "canceled", release: "released", update: "updated" }[verb];
  throw refusal(
    `You cannot ${verb} a subscription schedule that is currently in the \`${schedule.status}\` status. It must be in \`not_started, active\` status to be ${participle}.`,
  );
}
