import { find } from "../resources/find.ts";
import { change, type World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { missingParameter } from "../wire/read.ts";
import type { Subscription, SubscriptionSchedule } from "../wire/stored.ts";
import { changeTo, planSchedule } from "./advance.ts";
import { enter } from "./enter-phase.ts";
import type { SentPhase, UpdateParams } from "./params.ts";
import { type Phase, readPhases } from "./phases.ts";
import { currentPhase, lastEnd, mustBeOpen } from "./schedule.ts";

/**
 * Replaces the phases that are still to come. Past ones may be left out; the running one comes first, with
 * its own `start_date`, and what it says differently takes effect at once.
 */
export function updateSchedule(
  world: World,
  id: string,
  params: UpdateParams,
): SubscriptionSchedule {
  const before = find(world, "subscription_schedules", { id });
  mustBeOpen(before, "update");
  const phases =
    params.phases === undefined ? before.phases : replaced(world, before, params.phases);
  const current = phases.find((phase) => phase.start_date === before.current_phase?.start_date);
  const settings = params.default_settings;
  const after: SubscriptionSchedule = {
    ...before,
    current_phase:
      current === undefined
        ? before.current_phase
        : { start_date: current.start_date, end_date: current.end_date },
    default_settings: {
      ...before.default_settings,
      ...(settings?.default_payment_method === undefined
        ? {}
        : { default_payment_method: settings.default_payment_method }),
    },
    end_behavior: params.end_behavior ?? before.end_behavior,
    metadata: changedMetadata(before.metadata ?? {}, params.metadata),
    phases,
  };
  change(world, { kind: "subscription_schedules", event: "subscription_schedule.updated" }, after);
  const subscription = world.store.subscriptions.get(after.subscription ?? "");
  if (subscription !== undefined) obey(world, subscription, { after, before, params });
  planSchedule(world, after);
  return world.store.subscription_schedules.get(id) ?? after;
}

/** The phases as they will be: those that are over, then those that were sent. */
export function replaced(world: World, schedule: SubscriptionSchedule, sent: SentPhase[]): Phase[] {
  const now = world.now();
  const [first] = sent;
  const running = currentPhase(schedule);
  const [known] = schedule.phases;
  if (running !== undefined && first?.start_date === undefined) {
    throw missingParameter("phases[0][start_date]");
  }
  const start = running?.start_date ?? known?.start_date ?? now;
  const over = schedule.phases.filter((phase) => phase.end_date <= start);
  const phases = readPhases(world, sent, { start, currency: running?.currency, now });
  const mine = phases.findIndex((phase) => phase.start_date === running?.start_date);
  if (running === undefined) return phases;
  if (mine === -1) {
    throw badParameter(
      "You can not modify the start date of the current phase.",
      "phases[0][start_date]",
    );
  }
  const kept = mine === 0 ? over : [];
  const ending = phases[mine];
  if (ending !== undefined && ending.end_date < now) {
    throw badParameter(
      "The `end_date` of the current phase can not be in the past.",
      `phases[${mine}][end_date]`,
    );
  }
  return [...kept, ...phases];
}

type Obeying = { after: SubscriptionSchedule; before: SubscriptionSchedule; params: UpdateParams };

/** What a changed schedule means for its subscription now: the running phase, and when it will end. */
function obey(world: World, known: Subscription, { after, before, params }: Obeying): void {
  const [was, is] = [currentPhase(before), currentPhase(after)];
  let subscription = known;
  const same = ({ items, discounts, default_payment_method: method }: Phase) =>
    JSON.stringify([items.map(({ price, quantity }) => [price, quantity]), discounts, method]);
  if (was !== undefined && is !== undefined && same(was) !== same(is)) {
    const entered = enter(world, subscription, { phase: is, schedule: after });
    const behaviour = params.proration_behavior ?? "create_prorations";
    subscription = changeTo(world, subscription, { entered, phase: is, behaviour });
  }
  const end = after.end_behavior === "cancel" ? lastEnd(after) : null;
  if (subscription.cancel_at === end) return;
  change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    {
      ...subscription,
      cancel_at: end,
      cancel_at_period_end: false,
      canceled_at: end === null ? null : world.now(),
    },
  );
}
