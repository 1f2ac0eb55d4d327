import {
  type AccountId,
  type ActionRefusal,
  isAlready,
  isLive,
  type PlanTarget,
  planTarget,
  type Refused,
  refuse,
  type SellablePrice,
  type Subscription,
  seatsOf,
  whenToChange,
} from "@idem/domain";
import type { PreviewAnswer } from "./answers.ts";
import type { ChangePreview } from "./ports/gateway.ts";
import type { Ports } from "./ports/ports.ts";
import { thisSecond } from "./proration-second.ts";
import { refuseSeats } from "./refuse-seats.ts";
import { refuseSilence } from "./refuse-silence.ts";

export type PreviewQuestion = {
  accountId: AccountId;
  priceId: string;
  /** `null`: as many as now. */
  quantity: number | null;
  /** The second to prorate to; `null`: this one. */
  prorationDateMs: number | null;
};

/** What a change of plan would cost, by Stripe's own preview, and when it would happen. Changes nothing. */
export async function previewChange(
  ports: Ports,
  question: PreviewQuestion,
): Promise<PreviewAnswer> {
  const [{ subscription, customer }, price] = await Promise.all([
    ports.store.account(question.accountId),
    ports.catalogue.price(question.priceId),
  ]);
  if (price === null) return refuse("price_unavailable");
  if (subscription === null || customer === null || !isLive(subscription.status))
    return refuse("no_subscription");
  const refused = refuseTarget(subscription, price);
  if (refused) return refused;

  const seats = seatsOf(price, question.quantity, subscription.quantity);
  if (seats === null) return refuseSeats(price);
  const to = planTarget(price, seats);
  const prorationDateMs = question.prorationDateMs ?? thisSecond(subscription, ports.nowMs());
  if (needsCardFor(subscription, to)) return refuse("card_needed");
  const facts = {
    is: "previewed" as const,
    subscriptionId: subscription.stripeSubscriptionId,
    priceId: price.id,
    planName: price.planName,
    quantity: to.quantity,
    seats: { now: subscription.quantity, most: price.maxSeats },
    unitAmount: price.unitAmount,
    interval: price.interval,
    currency: price.currency,
    recurring: price.unitAmount * to.quantity,
    isAlready: isAlready(subscription, to),
    prorationDate: new Date(prorationDateMs).toISOString(),
  };
  // Nothing is left to pay, and Stripe would refuse a second of the period before: the change may have begun another.
  if (facts.isAlready) return { ...facts, when: "now", at: null, ...nothingDue };
  if (whenToChange(subscription, to) === "renewal") {
    const at = subscription.currentPeriodEndMs;
    return {
      ...facts,
      when: "renewal",
      at: at === null ? null : new Date(at).toISOString(),
      ...nothingDue,
    };
  }
  // Stripe would show the invoice of the trial's end, as if it were due today.
  if (subscription.status === "trialing") return { ...facts, when: "now", at: null, ...nothingDue };
  try {
    const preview = await ports.gateway.previewChange({
      customerId: customer.stripeCustomerId,
      subscriptionId: subscription.stripeSubscriptionId,
      itemId: subscription.stripeItemId,
      stripePriceId: to.stripePriceId,
      quantity: to.quantity,
      prorationDateMs,
    });
    return preview === null
      ? refuse("price_changed")
      : { ...facts, when: "now", at: null, ...preview };
  } catch (error) {
    return refuseSilence(error);
  }
}

const nothingDue: ChangePreview = { credit: 0, charge: 0, dueToday: 0, lines: [] };

/** Who began with a plan for nothing gave no card: the checkout takes one, and that plan gives way to the new one. */
const needsCardFor = ({ card, unitAmount }: Subscription, to: PlanTarget): boolean =>
  card === null && unitAmount === 0 && to.unitAmount > 0;

function refuseTarget(
  subscription: Subscription,
  price: SellablePrice,
): Refused<ActionRefusal> | null {
  if (subscription.currency !== price.currency) return refuse("currency_conflict");
  if (subscription.cancelAtMs !== null) return refuse("subscription_ending");
  return subscription.status === "active" || subscription.status === "trialing"
    ? null
    : refuse("payment_due");
}
