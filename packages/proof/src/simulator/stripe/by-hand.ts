import {
  type StripeCustomerId,
  type StripeSessionId,
  type StripeSubscriptionId,
  toStripeInvoiceId,
  toStripePaymentIntentId,
  toStripeSubscriptionId,
} from "@idem/domain";
import type { Sim } from "../sim.ts";
import { emit, second } from "./emit.ts";
import { endSubscription } from "./end-subscription.ts";
import { expire } from "./execute.ts";
import { monthMs } from "./month.ts";
import { redeemable } from "./promotions.ts";
import { closeSession, isLiving, type SubscriptionObject } from "./state.ts";

/** What a person does on the pay page. Answers what the page says. */
export function pay(sim: Sim, sessionId: StripeSessionId): "paid" | "refused" {
  const { stripe } = sim;
  const session = stripe.sessions.get(sessionId);
  if (session?.status !== "open" || stripe.customers.get(session.customerId)?.deleted !== false)
    return "refused";
  const promotion = [...stripe.promotions.values()].find(
    ({ id }) => id === session.promotionCodeId,
  );
  if (promotion && !redeemable(promotion)) return "refused";
  if (promotion)
    stripe.promotions.set(promotion.code, {
      ...promotion,
      timesRedeemed: promotion.timesRedeemed + 1,
    });
  closeSession(stripe, session, "complete");
  beginSubscription(sim, session, session.amountTotal, session.trialDays > 0);
  emit(sim, "checkout.session.completed", session.customerId);
  return "paid";
}

type Sold = Pick<
  SubscriptionObject,
  "customerId" | "accountId" | "stripePriceId" | "checkoutId" | "replaces"
>;

/** A subscription that has just been paid: by a session, or in Stripe's dashboard. */
export function beginSubscription(sim: Sim, sold: Sold, amount: number, isTrial = false): void {
  const { stripe, clocks } = sim;
  const paymentIntentId = amount > 0 ? toStripePaymentIntentId(sim.newId("pi")) : null;
  if (paymentIntentId !== null) stripe.payments.set(paymentIntentId, { amount });
  const id: StripeSubscriptionId = toStripeSubscriptionId(sim.newId("sub"));
  stripe.subscriptions.set(id, {
    id,
    customerId: sold.customerId,
    accountId: sold.accountId,
    stripePriceId: sold.stripePriceId,
    checkoutId: sold.checkoutId,
    replaces: sold.replaces,
    status: isTrial ? "trialing" : "active",
    createdMs: second(clocks),
    endedMs: null,
    endedBy: null,
    periodEndMs: second(clocks) + monthMs,
    cancelAtMs: null,
    trialEndMs: isTrial ? second(clocks) + monthMs : null,
    paymentIntentId,
    quantity: 1,
    openInvoiceId: null,
    action: null,
    earlier: [],
    invoice: {
      id: toStripeInvoiceId(sim.newId("in")),
      status: "paid",
      total: amount,
      paidAtMs: second(clocks),
    },
  });
  const { customerId, accountId } = sold;
  const status = isTrial ? "trialing" : "active";
  emit(sim, "customer.subscription.created", customerId, { id, accountId, status });
  for (const type of ["invoice.paid", "charge.succeeded"]) emit(sim, type, customerId);
}

export function deleteCustomer(sim: Sim, id: StripeCustomerId): void {
  const { stripe } = sim;
  const customer = stripe.customers.get(id);
  if (!customer || customer.deleted) return;
  stripe.customers.set(id, { ...customer, deleted: true });
  for (const one of stripe.subscriptions.values())
    if (one.customerId === id && isLiving(one)) endSubscription(sim, one, "deletion");
  for (const session of stripe.sessions.values())
    if (session.customerId === id) closeSession(stripe, session, session.status);
  emit(sim, "customer.deleted", id);
}

/** Sessions run out after a day on Stripe's clock. */
export function expireWhatIsOver(sim: Sim): void {
  for (const session of sim.stripe.sessions.values())
    if (session.status === "open" && session.expiresAtMs <= sim.clocks.stripeMs)
      expire(sim, session);
}
