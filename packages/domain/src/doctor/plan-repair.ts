import { chooseSubscription } from "../choose-subscription.ts";
import type { Difference } from "../difference.ts";
import { toStripeSessionId } from "../ids.ts";
import { type ReasonToEnd, reasonToEnd } from "../reason-to-end.ts";
import type { SubscriptionTruth } from "../truth.ts";
import { type Chart, type ChartedCustomer, retiredKey, type TaxId } from "./chart.ts";
import { chooseSurvivor, provenOf, type Survivor } from "./choose-survivor.ts";
import { diagnose, liveOf } from "./diagnose.ts";
import { rowChanges } from "./row-changes.ts";
import type { Step } from "./step.ts";

export type RepairPolicy = {
  /** Whether the last payment of a subscription that was bought twice is paid back. */
  refund: "last" | "none";
};

/**
 * What would make an account healthy, step by step; nothing for a healthy one. Pure, and the same for the same chart, so
 * a plan that was kept can be compared with a plan made anew just before it is carried out.
 *
 * The rows follow the survivor first, together with its subscription; then the others' subscriptions end: the other way
 * round, a webhook about the end would take away for a moment what is paid for.
 *
 * A customer of which nobody has proved that it is the account's is said to people, and left as it is.
 */
export function planRepair(chart: Chart, policy: RepairPolicy): Step[] {
  if (diagnose(chart).length === 0) return [];
  const resumed = chart.inDoubt.map((slot): Step => ({ is: "resume", slot }));
  const known = { ...chart, customers: provenOf(chart.customers) };
  const whole = chart.isInFlight ? [] : [...repairs(known, policy), ...guesses(chart)];
  const steps = [...resumed, ...whole];
  if (steps.length === 0) return [];
  const chosen = chooseSurvivor(known.customers);
  const look: Step = {
    is: "look",
    survivorId: chosen?.survivor.id ?? null,
    why:
      chosen?.why ?? (chart.customers.length > 0 ? "Whose its customers are is not proved." : ""),
    candidates: chart.customers.map(({ id }) => id).toSorted(),
  };
  return [look, ...steps];
}

type Chosen = Pick<Survivor, "survivor" | "others">;

function repairs(chart: Chart, policy: RepairPolicy): Step[] {
  const chosen = chooseSurvivor(chart.customers);
  if (chosen === null) return withoutCustomer(chart);
  const { survivor, others } = chosen;
  const ends = [...ownSurplus(chart, survivor), ...others.flatMap((one) => endsOf(one, policy))];
  const relink = chart.rows.customerId === survivor.id ? [] : [relinkTo(chart, survivor)];
  const isChanged = relink.length + ends.length > 0 || chart.differences.length > 0;
  // A former customer's differences are gone with it; what has a step of its own is told there.
  const changes = relink.length > 0 ? [] : chart.differences.filter(isNoStep(ends));
  return [
    ...claim(chart, chosen),
    ...relink,
    ...ends,
    ...(isChanged ? [syncOf(chart, changes)] : []),
    ...closings(chart),
    ...taxIdsOf(chosen),
    ...others.flatMap((other) => moneyOf(other, survivor)),
    ...others.map((other) => retire(other, survivor)),
  ];
}

const guesses = ({ account, customers }: Chart): Step[] =>
  customers
    .filter(({ isProven }) => !isProven)
    .map(({ id, signal }) =>
      advise(
        `${id} may be this account's by ${signal}, which proves nothing: it is left as it is. Write accountId=${account.id} into its metadata and plan again where it is, and whose it is where it is not.`,
      ),
    );

/** The last customer is gone. One that was never there may be a wrong key, and is left to people. */
function withoutCustomer({ lost, differences, rows }: Chart): Step[] {
  if (lost?.standing === "deleted")
    return [syncOf({ rows }, differences), { is: "forget", customerId: lost.customerId }];
  if (lost !== null)
    return [
      advise(
        `${lost.customerId} is unknown to Stripe. Is this the key of another account or mode?`,
      ),
    ];
  return differences.length > 0 ? [syncOf({ rows }, differences)] : [];
}

const syncOf = ({ rows }: Pick<Chart, "rows">, changes: readonly Difference[]): Step =>
  changes.length === 0 ? { is: "sync" } : { is: "sync", changes, ...inCurrency(rows.subscription) };

const inCurrency = (of: { currency: string } | null) =>
  of === null ? {} : { currency: of.currency };

const isNoStep =
  (ends: readonly Step[]) =>
  ({ field }: Difference): boolean =>
    !ends.some(
      (step) =>
        (step.is === "cancel" && field === `subscription.cancel:${step.subscriptionId}`) ||
        (step.is === "refund" && field === `payment.refund:${step.paymentIntentId}`),
    );

function relinkTo({ rows }: Chart, { id: to, subscriptions }: ChartedCustomer): Step {
  const { customerId: from, subscription, openSession } = rows;
  const kept = subscription?.stripeSubscriptionId ?? null;
  const next = chooseSubscription(subscriptions, kept).current;
  const changes = rowChanges(subscription, next);
  return {
    ...{ is: "relink", from, to },
    ...(openSession == null ? {} : { closes: openSession }),
    ...(changes.length === 0 ? {} : { changes, ...inCurrency(next) }),
  };
}

/** The survivor says whose it is, and keeps what others had noted on the customers that go. */
function claim({ account }: Chart, { survivor, others }: Chosen): Step[] {
  const noted = others.flatMap(({ metadata }) => Object.entries(metadata)).filter(isWorthKeeping);
  const wanted = { ...Object.fromEntries(noted), ...survivor.metadata, accountId: account.id };
  const metadata = Object.fromEntries(
    Object.entries(wanted).filter(([key, value]) => survivor.metadata[key] !== value),
  );
  if (Object.keys(metadata).length === 0) return [];
  const before = Object.fromEntries(
    Object.keys(metadata).map((key) => [key, survivor.metadata[key] ?? ""]),
  );
  return [{ is: "mark", customerId: survivor.id, metadata, before }];
}

/** `effect` says which creation made a customer: on another one it would be a lie. */
const isWorthKeeping = ([key]: [string, string]): boolean =>
  key !== "accountId" && key !== "effect" && key !== retiredKey;

/** By the rule that holds without a doctor too: a webhook may be quicker, and must not decide otherwise. */
function ownSurplus({ rows }: Chart, { id, subscriptions }: ChartedCustomer): Step[] {
  const keptId = rows.subscription?.stripeSubscriptionId ?? null;
  const { surplus } = chooseSubscription(subscriptions, keptId);
  return surplus.flatMap((one) => [
    cancel(one.subscription, id, reasonToEnd(one)),
    ...(one.reason === "duplicate" ? refunds(one.subscription) : []),
  ]);
}

function endsOf(other: ChartedCustomer, policy: RepairPolicy): Step[] {
  return liveOf([other]).flatMap(({ subscription }) => [
    cancel(subscription, other.id, "duplicate"),
    ...(policy.refund === "last" ? refunds(subscription) : []),
  ]);
}

const cancel = (
  { stripeSubscriptionId: subscriptionId }: SubscriptionTruth,
  customerId: ChartedCustomer["id"],
  because: ReasonToEnd,
): Step => ({ is: "cancel", subscriptionId, customerId, because });

function refunds({
  paymentIntentId,
  stripeSubscriptionId: subscriptionId,
  latestInvoice,
  currency,
}: SubscriptionTruth): Step[] {
  if (paymentIntentId === null) return [];
  const amount = latestInvoice?.amountPaid;
  const paid = amount === undefined ? {} : { amount, currency };
  return [{ is: "refund", paymentIntentId, subscriptionId, ...paid }];
}

function closings({ customers }: Chart): Step[] {
  if (liveOf(customers).length === 0 && customers.length < 2) return [];
  return customers.flatMap(({ id: customerId, strayedSessions }) =>
    strayedSessions.map(
      (session): Step => ({ is: "close", sessionId: toStripeSessionId(session), customerId }),
    ),
  );
}

/** The next invoice must name them. On the customers that go they stay, as on the invoices they have had. */
function taxIdsOf({ survivor, others }: Chosen): Step[] {
  const known = new Set(survivor.taxIds.map(nameOfTaxId));
  return others
    .flatMap(({ taxIds }) => taxIds)
    .filter((one) => !known.has(nameOfTaxId(one)) && known.add(nameOfTaxId(one)))
    .map(({ type, value }) => ({ is: "tax", customerId: survivor.id, type, value }));
}

const nameOfTaxId = ({ type, value }: TaxId): string => `${type} ${value}`;

/** Stripe cannot merge customers, nor move a payment method to another one. */
function moneyOf(other: ChartedCustomer, survivor: ChartedCustomer): Step[] {
  const { card } = other;
  const shown = card === null ? "" : `${card.brand} ending ${card.last4}`;
  const isCardOnlyHere = card !== null && !survivor.hasPaymentMethod;
  return [
    ...creditOf(other, survivor),
    ...(isCardOnlyHere
      ? [advise(`The ${shown} of ${other.id} cannot be moved: ask for it at the next visit.`)]
      : []),
  ];
}

/** The survivor gets it before the other one loses it: stopped in between, nobody has less than before. */
function creditOf(other: ChartedCustomer, survivor: ChartedCustomer): Step[] {
  const { balance, currency } = other;
  if (balance === 0) return [];
  if (balance > 0)
    return [advise(`${other.id} owes ${balance} ${currency} (minor units). It is left there.`)];
  if (currency === null || (survivor.currency !== null && survivor.currency !== currency))
    return [
      advise(
        `The credit of ${-balance} ${currency} of ${other.id} is in another currency than ${survivor.id}.`,
      ),
    ];
  return [
    { is: "adjust", customerId: survivor.id, amount: balance, currency },
    { is: "adjust", customerId: other.id, amount: -balance, currency },
  ];
}

const advise = (words: string): Step => ({ is: "advise", words });

const retire = (other: ChartedCustomer, { id }: ChartedCustomer): Step => ({
  is: "mark",
  customerId: other.id,
  metadata: { [retiredKey]: id },
  before: { [retiredKey]: other.metadata[retiredKey] ?? "" },
});
