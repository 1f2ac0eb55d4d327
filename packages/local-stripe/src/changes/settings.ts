import { find } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { changedMetadata } from "../wire/metadata.ts";
import type { Subscription } from "../wire/stored.ts";
import type { UpdateParams } from "./params.ts";

/** The parts of an update that move no money: how it ends, how it is paid, what is noted on it. */
export function settled(world: World, before: Subscription, params: UpdateParams): Subscription {
  const { default_payment_method: method, pause_collection: pause } = params;
  if (typeof method === "string") {
    checkMethod(world, before.customer, { id: method, param: "default_payment_method" });
  }
  const endOfTrial = params.trial_settings?.end_behavior.missing_payment_method;
  return {
    ...before,
    ...ending(world, before, params),
    default_payment_method: method === undefined ? before.default_payment_method : method,
    description: params.description === undefined ? before.description : params.description,
    metadata: changedMetadata(before.metadata, params.metadata),
    pause_collection:
      pause === undefined
        ? before.pause_collection
        : pause && { behavior: pause.behavior, resumes_at: pause.resumes_at ?? null },
    trial_settings:
      endOfTrial === undefined
        ? before.trial_settings
        : {
            end_behavior: {
              billing_cycle_anchor: null,
              ...before.trial_settings?.end_behavior,
              missing_payment_method: endOfTrial,
            },
          },
  };
}

type Chosen = { id: string; param: string };

/** A card of somebody else's, or of nobody's, cannot become the default. */
export function checkMethod(world: World, customer: string, { id, param }: Chosen): void {
  const method = find(world, "payment_methods", { id, param });
  if (method.customer !== customer) throw missingMethod(id, param);
}

const missingMethod = (id: string, param: string) =>
  badParameter(
    `The customer does not have a payment method with the ID ${id}. The payment method must be attached to the customer.`,
    param,
    "resource_missing",
  );

export const noDetails = {
  comment: null,
  feedback: null,
  feedback_option: null,
  reason: null,
} as const;

function ending(world: World, before: Subscription, params: UpdateParams): Partial<Subscription> {
  const { cancel_at: cancelAt, cancel_at_period_end: atEnd, cancellation_details: sent } = params;
  if (cancelAt !== undefined && cancelAt !== null && atEnd !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: cancel_at, cancel_at_period_end.",
      "cancel_at",
    );
  }
  const touches = cancelAt !== undefined || atEnd !== undefined;
  const planned = touches ? plannedEnd(world, before, params) : before.cancel_at;
  const details = { ...noDetails, ...before.cancellation_details };
  const reason = planned === null ? null : ("cancellation_requested" as const);
  return {
    cancel_at: planned,
    cancel_at_period_end: touches ? atEnd === true : before.cancel_at_period_end,
    canceled_at: planned === null ? null : (before.canceled_at ?? world.now()),
    cancellation_details: {
      ...details,
      comment: sent?.comment === undefined ? details.comment : sent.comment,
      feedback: sent?.feedback === undefined ? details.feedback : sent.feedback,
      reason: touches ? reason : details.reason,
    },
  };
}

function plannedEnd(
  world: World,
  before: Subscription,
  { cancel_at: cancelAt, cancel_at_period_end: atEnd }: UpdateParams,
): number | null {
  const ends = before.items.data.map((item) => item.current_period_end);
  if (atEnd === true || cancelAt === "min_period_end") return Math.min(...ends);
  if (cancelAt === "max_period_end") return Math.max(...ends);
  if (typeof cancelAt !== "number") return null;
  if (cancelAt > world.now()) return cancelAt;
  throw badParameter(
    "The subscription's `cancel_at` must be a timestamp in the future.",
    "cancel_at",
  );
}
