import type { StripeGateway, StripeSubscription } from "@idem/billing";
import type { InvoiceTruth, Promotion, SessionTruth } from "@idem/domain";
import type { Life } from "../scheduler.ts";
import type { Sim } from "../sim.ts";
import { scheduleOf } from "./act.ts";
import { encode } from "./encode.ts";
import { shown } from "./execute.ts";
import { look } from "./look.ts";
import { prices } from "./prices.ts";
import type { PromotionObject, SessionObject, SubscriptionObject } from "./state.ts";
import { read, send } from "./wire.ts";

/** Stripe behind billing's port. */
export function createGateway(sim: Sim, life: Life): StripeGateway {
  const { stripe } = sim;

  const reading = <T>(what: string, run: () => T, say: (answer: T) => string): Promise<T> =>
    read(sim, life, { what, run, say });
  /** By list, which sees what was done a moment ago, and those of deleted customers too. */
  const subscriptionsOf = (customerId: string) =>
    [...stripe.subscriptions.values()].filter((one) => one.customerId === customerId);

  return {
    encode,
    send: (permit) => send(sim, life, permit),
    look: (permit) =>
      reading(
        `look for ${permit.intent.kind}`,
        () => look(sim, permit),
        (seen) => (seen.is === "found" ? seen.result.id : "nothing"),
      ),
    promotion: (code) =>
      reading(
        `code ${code}`,
        () => toPromotion(stripe.promotions.get(code)),
        (found) => (found ? `used ${found.timesRedeemed} times` : "unknown"),
      ),
    hasPurchased: (id) =>
      reading(
        `invoices of ${id}`,
        () => subscriptionsOf(id).length > 0,
        (has) => String(has),
      ),
    subscriptions: (id) =>
      reading(
        `subscriptions of ${id}`,
        () => subscriptionsOf(id).map((one) => toSubscription(sim, one)),
        (all) => all.map((one) => `${one.stripeSubscriptionId} ${one.status}`).join(", ") || "none",
      ),
    subscription: (id) =>
      reading(
        id,
        () => {
          const found = stripe.subscriptions.get(id);
          return found ? toSubscription(sim, found) : null;
        },
        (found) => found?.status ?? "none",
      ),
    session: (id) =>
      reading(
        id,
        () => toSession(stripe.sessions.get(id)),
        (found) => found?.status ?? "none",
      ),
    invoices: (id) =>
      reading(
        `invoices of ${id}`,
        () => [],
        () => "…",
      ),
    invoicesSince: (id, knownId) =>
      reading(
        `invoices of ${id} since ${knownId}`,
        () => invoicesSince(stripe.subscriptions.get(id), knownId),
        (all) => all.map((one) => `${one.id} ${one.status}`).join(", ") || "none",
      ),
    invoice: (_customer, id) =>
      reading(
        id,
        () => null,
        () => "…",
      ),
    ownerOf: ({ id }) =>
      reading(
        `owner of ${id}`,
        () => [...stripe.subscriptions.values()].find((one) => one.id === id)?.customerId ?? null,
        (owner) => owner ?? "nobody",
      ),
    isCustomerDeleted: (id) =>
      reading(
        `is ${id} deleted`,
        () => stripe.customers.get(id)?.deleted !== false,
        (is) => String(is),
      ),
    previewChange: (change) =>
      reading(
        `preview of ${change.subscriptionId}`,
        () => ({ credit: 0, charge: 0, dueToday: 0, lines: [] }),
        () => "…",
      ),
    portal: (id) =>
      reading(
        `portal of ${id}`,
        () => `https://portal.test/${id}`,
        (url) => url,
      ),
  };
}

const toSession = (session: SessionObject | undefined): SessionTruth | null =>
  session === undefined
    ? null
    : {
        ...shown(session),
        id: session.id,
        status: session.status,
        paymentStatus: session.status !== "complete" ? "unpaid" : paidWith(session.amountTotal),
      };

const paidWith = (amount: number) => (amount === 0 ? "no_payment_required" : "paid");

const toPromotion = (found: PromotionObject | undefined): Promotion | null =>
  found === undefined
    ? null
    : {
        ...found,
        active: true,
        expiresAtMs: null,
        customerId: null,
        firstPurchaseOnly: false,
        minimumAmounts: {},
        coupon: {
          valid: true,
          redeemByMs: null,
          maxRedemptions: null,
          timesRedeemed: 0,
          off: { is: "percent", percent: found.percent },
          duration: { is: "once" },
          products: null,
        },
      };

export function toSubscription(sim: Sim, found: SubscriptionObject): StripeSubscription {
  const schedule = scheduleOf(sim, found.id);
  const price = prices.find(({ stripePriceId }) => stripePriceId === found.stripePriceId);
  return {
    stripeSubscriptionId: found.id,
    status: found.status,
    stripePriceId: found.stripePriceId,
    unitAmount: price?.unitAmount ?? 0,
    currency: price?.currency ?? "usd",
    interval: price?.interval ?? "month",
    quantity: found.quantity,
    currentPeriodStartMs: found.createdMs,
    currentPeriodEndMs: found.periodEndMs,
    cancelAtMs: found.cancelAtMs,
    canceledAtMs: found.endedMs,
    endedAtMs: found.endedMs,
    trialEndMs: found.trialEndMs,
    discount: null,
    startedAtMs: found.createdMs,
    stripeItemId: `si_${found.id}`,
    scheduleId: schedule?.id ?? null,
    pendingPhase: null,
    scheduledPhase: schedule?.next ? { ...schedule.next, atMs: found.periodEndMs } : null,
    card: null,
    openInvoice: found.openInvoiceId && {
      id: found.openInvoiceId,
      amountDue: price?.unitAmount ?? 0,
      url: null,
      sinceMs: found.createdMs,
    },
    checkoutId: found.checkoutId,
    replacesSubscriptionId: found.replaces,
    createdAtMs: found.createdMs,
    firstPaidAtMs: found.trialEndMs === null ? found.createdMs : null,
    paymentIntentId: found.paymentIntentId,
    latestInvoice: toInvoice(found.invoice),
    cardFingerprint: theOnlyCard,
  };
}

/** Everybody pays with the same one: so there is one trial for all. */
const theOnlyCard = "card_of_all";

function invoicesSince(found: SubscriptionObject | undefined, knownId: string): InvoiceTruth[] {
  const all = found === undefined ? [] : [...found.earlier, found.invoice];
  const known = all.findIndex(({ id }) => id === knownId);
  return known === -1 ? [] : all.slice(known).map(toInvoice);
}

const toInvoice = (invoice: SubscriptionObject["invoice"]): InvoiceTruth => ({
  ...invoice,
  number: null,
  amountDue: invoice.status === "paid" ? 0 : invoice.total,
  currency: "usd",
  nextAttemptAtMs: null,
  hostedUrl: null,
});
