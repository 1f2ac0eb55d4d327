import { nextInvoice, noUpcoming } from "../changes/next-invoice.ts";
import type { ProrationBehavior } from "../changes/params.ts";
import { planChange } from "../changes/plan-change.ts";
import type { World } from "../state/world.ts";
import type { Discount, Invoice, SubscriptionSchedule } from "../wire/stored.ts";
import { inPhase, movesAnchor } from "./enter-phase.ts";
import type { SentPhase } from "./params.ts";
import { currentPhase } from "./schedule.ts";
import { replaced } from "./update.ts";

type Asked = {
  phases: SentPhase[] | undefined;
  behaviour: ProrationBehavior;
  discounts: Discount[] | undefined;
};

/** The next invoice of a scheduled subscription, as its schedule is or would be with other phases. */
export function previewSchedule(
  world: World,
  schedule: SubscriptionSchedule,
  { phases, behaviour, discounts: given }: Asked,
): Invoice {
  const subscription = world.store.subscriptions.get(schedule.subscription ?? "");
  if (subscription === undefined) throw noUpcoming(schedule);
  const next = phases === undefined ? schedule.phases : replaced(world, schedule, phases);
  const start = schedule.current_phase?.start_date;
  const running = next.find((phase) => phase.start_date === start);
  const as: SubscriptionSchedule = {
    ...schedule,
    phases: next,
    current_phase:
      running === undefined
        ? schedule.current_phase
        : { start_date: running.start_date, end_date: running.end_date },
  };
  const phase = currentPhase(as);
  const entered =
    phase === undefined ? subscription : inPhase(world, subscription, { phase, schedule: as });
  const resets = phase !== undefined && movesAnchor(subscription, entered, phase);
  const change = planChange(
    world,
    { ...entered, items: subscription.items },
    {
      items: entered.items.data,
      anchor: resets ? "now" : undefined,
      trialEnd: undefined,
      behaviour,
      prorationDate: undefined,
      discounts: given,
    },
  );
  return nextInvoice(world, change, { given, prorationDate: undefined, schedule: as });
}
