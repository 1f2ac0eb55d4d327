import { nextPeriodEnd } from "../billing/period.ts";
import { recurringPrice } from "../changes/items.ts";
import type { NamedDiscount } from "../changes/params.ts";
import { find } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { missingParameter } from "../wire/read.ts";
import type { Price, Subscription, SubscriptionSchedule } from "../wire/stored.ts";
import type { SentPhase } from "./params.ts";

export type Phase = SubscriptionSchedule["phases"][number];

type Reading = {
  /** When the first phase begins, unless it says so itself. */
  start: number;
  currency: string | undefined;
  now: number;
};

/** Phases one after the other: each begins where the one before ends. */
export function readPhases(world: World, sent: SentPhase[], reading: Reading): Phase[] {
  let { start, currency } = reading;
  return sent.map((wanted, at) => {
    const path = `phases[${at}]`;
    const [firstItem] = wanted.items;
    if (firstItem === undefined) throw missingParameter(`${path}[items]`);
    const expected = find(world, "prices", {
      id: firstItem.price,
      param: `${path}[items][0][price]`,
    }).currency;
    currency ??= expected;
    const own = { currency };
    const items = wanted.items.map((item, place) => ({
      item,
      price: recurringPrice(world, own, { id: item.price, path: `${path}[items][${place}]` }),
    }));
    const begins = wanted.start_date === "now" ? reading.now : wanted.start_date;
    if (at > 0 && begins !== undefined && begins !== start) {
      throw badParameter(
        "The `start_date` of a phase must equal the `end_date` of the phase before it.",
        `${path}[start_date]`,
      );
    }
    start = begins ?? start;
    const end = endOf(wanted, { start, now: reading.now, price: items[0]?.price, path });
    const trialEnd = trialOf(wanted, { start, end, at });
    const phase = drawPhase({ start, end, trialEnd, currency, wanted, items });
    start = end;
    return phase;
  });
}

type Ending = { start: number; now: number; price: Price | undefined; path: string };

/** A phase lasts until its `end_date`, for its `duration`, or one interval of its price. */
function endOf(wanted: SentPhase, { start, now, price, path }: Ending): number {
  if (wanted.end_date !== undefined && wanted.duration !== undefined) {
    throw badParameter("You may only specify one of these parameters: duration, end_date.", path);
  }
  const date = wanted.end_date === "now" ? now : wanted.end_date;
  const given = wanted.duration;
  const length =
    given === undefined
      ? (price?.recurring ?? { interval: "month", interval_count: 1 })
      : { interval: given.interval, interval_count: given.interval_count ?? 1 };
  const end = date ?? nextPeriodEnd(start, length, start);
  if (end > start || (date === now && end >= start)) return end;
  throw badParameter(
    "The `end_date` of a phase must be after its `start_date`.",
    `${path}[end_date]`,
  );
}

/** A trial is served where a subscription begins with it; later phases cannot begin one here. */
function trialOf(
  wanted: SentPhase,
  { start, end, at }: { start: number; end: number; at: number },
): number | null {
  const until = wanted.trial === true ? end : wanted.trial_end;
  if (until === undefined || until === "now" || until <= start) return null;
  if (at === 0) return until;
  throw badParameter(
    "This local Stripe serves trials in the first phase only.",
    `phases[${at}][trial]`,
  );
}

type Drawing = {
  start: number;
  end: number;
  trialEnd: number | null;
  currency: string;
  wanted: SentPhase;
  items: { item: SentPhase["items"][number]; price: Price }[];
};

function drawPhase({ start, end, trialEnd, currency, wanted, items }: Drawing): Phase {
  const discounts = wanted.discounts === "clear" ? [] : (wanted.discounts ?? []);
  return {
    ...plainPhase,
    billing_cycle_anchor: wanted.billing_cycle_anchor ?? null,
    collection_method: wanted.collection_method ?? null,
    currency,
    default_payment_method: wanted.default_payment_method ?? null,
    description: wanted.description ?? null,
    discounts: discounts.map(toDiscount),
    end_date: end,
    items: items.map(({ item, price }) => ({
      billing_thresholds: null,
      discounts: [],
      metadata: changedMetadata({}, item.metadata),
      plan: price.id,
      price: price.id,
      quantity: item.quantity ?? 1,
      tax_rates: [],
    })),
    metadata: changedMetadata({}, wanted.metadata),
    proration_behavior: wanted.proration_behavior ?? "create_prorations",
    start_date: start,
    trial_end: trialEnd,
  };
}

const toDiscount = ({ coupon, discount, promotion_code }: NamedDiscount) => ({
  coupon: coupon ?? null,
  discount: discount ?? null,
  promotion_code: promotion_code ?? null,
});

const plainPhase = {
  add_invoice_items: [],
  application_fee_percent: null,
  billing_cycle_anchor: null,
  billing_thresholds: null,
  collection_method: null,
  default_payment_method: null,
  default_tax_rates: [],
  description: null,
  invoice_settings: null,
  metadata: {},
  on_behalf_of: null,
  proration_behavior: "create_prorations" as const,
  transfer_data: null,
};

/** The running period of a subscription as the first phase of the schedule that takes it over. */
export function phaseOf(subscription: Subscription): Phase {
  const [first] = subscription.items.data;
  const end = first?.current_period_end ?? subscription.start_date;
  return {
    ...plainPhase,
    collection_method: subscription.collection_method,
    currency: subscription.currency,
    discounts: subscription.discounts.map((discount) => toDiscount({ discount })),
    end_date: subscription.cancel_at ?? end,
    items: phaseItems(subscription),
    metadata: {},
    start_date: first?.current_period_start ?? subscription.start_date,
    trial_end: subscription.status === "trialing" ? subscription.trial_end : null,
  };
}

export const phaseItems = (subscription: Subscription): Phase["items"] =>
  subscription.items.data.map((item) => ({
    billing_thresholds: null,
    discounts: [],
    metadata: item.metadata,
    plan: item.price.id,
    price: item.price.id,
    quantity: item.quantity ?? 1,
    tax_rates: [],
  }));
