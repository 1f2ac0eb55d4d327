import type { IntentOf } from "@idem/billing";
import { type EffectIntent, slotOf, toStripeCustomerId, toStripeSessionId } from "@idem/domain";
import type { Sim } from "../sim.ts";
import { watchCustomer, watchSession } from "../watch.ts";
import { act } from "./act.ts";
import { emit, second } from "./emit.ts";
import { endSubscription } from "./end-subscription.ts";
import { prices } from "./prices.ts";
import { redeemable, totalOf } from "./promotions.ts";
import { done, noSuch, refused } from "./say.ts";
import { closeSession, isLiving, type SessionObject, type StripeAnswer } from "./state.ts";

const dayMs = 86_400_000;

/** Does at Stripe what a request asks for, once: who repeats it is kept away by its key. */
export function execute(sim: Sim, intent: IntentOf<"stripe">): StripeAnswer {
  const { stripe, clocks } = sim;
  switch (intent.kind) {
    case "customer.create": {
      const id = toStripeCustomerId(sim.newId("cus"));
      const { accountId, email } = intent;
      const createdMs = second(clocks);
      const effect = slotOf(intent);
      stripe.customers.set(id, {
        id,
        accountId,
        email,
        effect,
        contact: null,
        createdMs,
        deleted: false,
      });
      watchCustomer(sim, accountId);
      emit(sim, "customer.created", id);
      return done({ id });
    }
    case "customer.update": {
      const customer = stripe.customers.get(intent.customerId);
      if (!customer || customer.deleted) return noSuch("customer");
      stripe.customers.set(customer.id, {
        ...customer,
        email: intent.email,
        contact: slotOf(intent),
      });
      emit(sim, "customer.updated", customer.id);
      return done({ id: customer.id });
    }
    case "session.create":
      return createSession(sim, intent);
    case "session.expire": {
      const session = stripe.sessions.get(intent.sessionId);
      if (session?.status !== "open") return refused("Only open sessions can be expired.");
      expire(sim, session);
      return done({ id: session.id });
    }
    case "subscription.cancel": {
      const subscription = stripe.subscriptions.get(intent.subscriptionId);
      if (!subscription || !isLiving(subscription)) return noSuch("subscription");
      endSubscription(sim, subscription, intent.reason);
      return done({ id: subscription.id });
    }
    case "payment.refund":
    case "refund.create": {
      const { paymentIntentId } = intent;
      const isRefunded = stripe.refunds.some((one) => one.paymentIntentId === paymentIntentId);
      if (isRefunded) return refused("Charge has already been refunded.");
      const refund = { id: sim.newId("re"), paymentIntentId, effect: slotOf(intent) };
      stripe.refunds.push(refund);
      return done({ id: refund.id });
    }
    case "subscription.update":
    case "schedule.create":
    case "schedule.plan":
    case "schedule.release":
    case "invoice.pay":
      return act(sim, intent);
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      throw new Error(`The simulator has no doctor: ${intent.kind}.`);
  }
}

function createSession(
  sim: Sim,
  intent: Extract<EffectIntent, { kind: "session.create" }>,
): StripeAnswer {
  const { stripe, clocks } = sim;
  const customer = stripe.customers.get(intent.customerId);
  if (!customer || customer.deleted) return noSuch("customer");
  const price = prices.find(({ stripePriceId }) => stripePriceId === intent.stripePriceId);
  if (!price) return noSuch("line_items[0][price]");
  const promotion = [...stripe.promotions.values()].find(({ id }) => id === intent.promotionCodeId);
  if (intent.promotionCodeId !== null && !(promotion && redeemable(promotion)))
    return refused("This promotion code cannot be redeemed.", "discounts[0][promotion_code]");
  const isForeign = [...stripe.subscriptions.values()].some(
    (one) =>
      one.customerId === customer.id &&
      isLiving(one) &&
      prices.find(({ stripePriceId }) => stripePriceId === one.stripePriceId)?.currency !==
        price.currency,
  );
  if (isForeign) return refused("You cannot combine currencies on a single customer.");
  const session: SessionObject = {
    id: toStripeSessionId(sim.newId("cs")),
    customerId: customer.id,
    accountId: intent.accountId,
    checkoutId: intent.checkoutId,
    effect: slotOf(intent),
    status: "open",
    stripePriceId: price.stripePriceId,
    promotionCodeId: promotion?.id ?? null,
    replaces: intent.replacesSubscriptionId,
    hosted: intent.ui === "hosted",
    trialDays: intent.trialDays,
    amountTotal: intent.trialDays > 0 ? 0 : totalOf(price.unitAmount, promotion) + stripe.taxAmount,
    currency: price.currency,
    expiresAtMs: clocks.stripeMs + dayMs,
    closedAs: null,
  };
  watchSession(sim, session);
  stripe.sessions.set(session.id, session);
  return done(shown(session));
}

/** A session as Stripe shows it: one that is open can be presented. */
export const shown = ({ id, hosted, status, amountTotal, currency }: SessionObject) => ({
  id,
  amountTotal,
  currency,
  clientSecret: hosted || status !== "open" ? null : `${id}_secret`,
  url: hosted && status === "open" ? `https://pay.test/${id}` : null,
});

export function expire(sim: Sim, session: SessionObject): void {
  closeSession(sim.stripe, session, "expired");
  emit(sim, "checkout.session.expired", session.customerId);
}
