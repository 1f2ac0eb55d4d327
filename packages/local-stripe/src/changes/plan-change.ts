import type { Proration } from "../billing/invoice-item.ts";
import { type LineDraft, periodLines } from "../billing/invoice-lines.ts";
import { nextPeriodEnd, periodAround } from "../billing/period.ts";
import type { World } from "../state/world.ts";
import type { Discount, Subscription, SubscriptionItem } from "../wire/stored.ts";
import { rhythmOf } from "./items.ts";
import type { ProrationBehavior } from "./params.ts";
import { chargesFor, creditsFor, discountsAt } from "./prorate.ts";

export type Wanted = {
  items: SubscriptionItem[];
  anchor: "now" | "unchanged" | undefined;
  trialEnd: "now" | number | undefined;
  behaviour: ProrationBehavior;
  /** When the change counts from; now unless given. */
  prorationDate: number | undefined;
  /** Those that charges are reckoned with; the subscription's own unless given. */
  discounts: Discount[] | undefined;
};

/** What a change makes of a subscription and which money it moves; nothing is stored yet. */
export type Change = {
  after: Subscription;
  prorations: Proration[];
  /** The lines of a period that begins now, when one does. */
  period: LineDraft[];
  /** Billed by an invoice of its own at once; else the prorations wait for the next one. */
  invoiceNow: boolean;
};

type Turn = "reset" | "trial" | "longer_trial" | "none";

/**
 * Works out a change. Previews and updates both come from here, so they agree to the cent for the same
 * `prorationDate`. A new interval, the first paid price and the end of a trial begin a new period now and
 * bill it at once, whatever the proration behaviour says (description of `subscriptions.update`, API
 * 2026-10-28); everything else keeps the period.
 */
export function planChange(world: World, before: Subscription, wanted: Wanted): Change {
  const now = world.now();
  const at = wanted.prorationDate ?? now;
  const turn = turnOf(before, wanted, now);
  const after = turned(before, { ...wanted, turn, now });
  const isBilled = before.status !== "trialing" && before.status !== "incomplete";
  const prorates = wanted.behaviour !== "none" && isBilled;
  const whole = turn === "reset" || turn === "trial";
  const removed = before.items.data.filter((item) => whole || !isKept(item, after.items.data));
  const added = after.items.data.filter((item) => !isKept(item, before.items.data));
  const discounts = wanted.discounts ?? discountsAt(world, after, now);
  const credits = prorates ? removed.flatMap((item) => creditsFor(world, item, at)) : [];
  const charges = prorates && !whole ? chargesFor(world, after, added, { at, discounts }) : [];
  const prorations = [...credits, ...charges];
  const [first] = after.items.data;
  const end = first?.current_period_end ?? now;
  const period = whole
    ? periodLines(world, after, { trial: turn === "trial", start: now, end })
    : [];
  const invoiceNow =
    period.length > 0 || (wanted.behaviour === "always_invoice" && prorations.length > 0);
  return { after, prorations, period, invoiceNow };
}

/** Whether an item is charged the same after a change. */
const isKept = (item: SubscriptionItem, items: SubscriptionItem[]): boolean =>
  items.some(
    ({ id, price, quantity }) =>
      id === item.id && price.id === item.price.id && quantity === item.quantity,
  );

function turnOf(before: Subscription, { items, anchor, trialEnd }: Wanted, now: number): Turn {
  const trialing = before.status === "trialing";
  if (typeof trialEnd === "number" && trialEnd > now) return trialing ? "longer_trial" : "trial";
  if (trialing) return trialEnd === undefined ? "none" : "reset";
  if (anchor !== undefined) return anchor === "now" ? "reset" : "none";
  const [was, is] = [before.items.data[0], items[0]];
  const otherInterval =
    was !== undefined && is !== undefined && rhythmOf(was.price) !== rhythmOf(is.price);
  const isFree = (item: SubscriptionItem) => (item.price.unit_amount ?? 0) === 0;
  const paidNow = before.items.data.every(isFree) && !items.every(isFree);
  return otherInterval || paidNow ? "reset" : "none";
}

type Turning = Wanted & { turn: Turn; now: number };

function turned(before: Subscription, { items, trialEnd, turn, now }: Turning): Subscription {
  const recurring = items[0]?.price.recurring ?? { interval: "month", interval_count: 1 };
  const end = typeof trialEnd === "number" ? trialEnd : nextPeriodEnd(now, recurring, now);
  const dated = (start: number | undefined, until: number) => ({
    ...before.items,
    data: items.map((item) => ({
      ...item,
      current_period_start: start ?? item.current_period_start,
      current_period_end: until,
    })),
  });
  switch (turn) {
    case "reset": {
      const endsTrial = before.status === "trialing";
      return {
        ...before,
        ...(endsTrial ? { status: "active" as const, trial_end: now } : {}),
        ...cancelsWith(before, end),
        billing_cycle_anchor: now,
        items: dated(now, end),
      };
    }
    case "trial":
      return {
        ...before,
        ...cancelsWith(before, end),
        billing_cycle_anchor: end,
        items: dated(now, end),
        status: "trialing",
        trial_end: end,
        trial_start: now,
      };
    case "longer_trial":
      return {
        ...before,
        ...cancelsWith(before, end),
        billing_cycle_anchor: end,
        items: dated(undefined, end),
        trial_end: end,
      };
    case "none":
      return { ...before, items: { ...before.items, data: aligned(before, items) } };
  }
}

/** `cancel_at` follows the period's end while `cancel_at_period_end` says so. */
const cancelsWith = (before: Subscription, end: number) =>
  before.cancel_at_period_end ? { cancel_at: end } : {};

/** Another interval under an unchanged anchor: the item joins the period that the anchor gives. */
function aligned(before: Subscription, items: SubscriptionItem[]): SubscriptionItem[] {
  const [was] = before.items.data;
  if (was === undefined || before.status === "trialing") return items;
  return items.map((item) => {
    if (rhythmOf(item.price) === rhythmOf(was.price) || item.price.recurring === null) return item;
    const around = periodAround(
      before.billing_cycle_anchor,
      item.price.recurring,
      was.current_period_start,
    );
    return { ...item, current_period_start: around.start, current_period_end: around.end };
  });
}
