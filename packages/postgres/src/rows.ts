import {
  type Checkout,
  type CheckoutStatus,
  type Customer,
  parseStatus,
  type Subscription,
  toCheckoutId,
  toStripeCustomerId,
  toStripeSessionId,
  toStripeSubscriptionId,
} from "@idem/domain";
import { z } from "zod";
import type {
  Checkout as CheckoutRow,
  Customer as CustomerRow,
  Subscription as SubscriptionRow,
} from "./generated/client.ts";

const checkoutStatus = z.enum([
  "OPEN",
  "COMPLETED",
  "EXPIRED",
  "SUPERSEDED",
]) satisfies z.ZodType<CheckoutStatus>;
const ui = z.enum(["embedded", "hosted"]);
const discount = z
  .object({
    code: z.string().nullable(),
    off: z.discriminatedUnion("is", [
      z.object({ is: z.literal("percent"), percent: z.number() }),
      z.object({ is: z.literal("amount"), amount: z.number() }),
    ]),
    endsAtMs: z.number().nullable(),
  })
  .nullable();

export const toCustomer = (row: CustomerRow): Customer => ({
  stripeCustomerId: toStripeCustomerId(row.stripeCustomerId),
  email: row.email,
  name: row.name,
});

export const toCheckout = (row: CheckoutRow, creation: Checkout["creation"]): Checkout => ({
  id: toCheckoutId(row.id),
  status: checkoutStatus.parse(row.status),
  attempt: row.attempt,
  revision: row.revision,
  choice: {
    priceId: row.priceId,
    promotionCodeId: row.promotionCodeId,
    code: row.code,
    ui: ui.parse(row.ui),
    replace: row.replace,
  },
  dueToday: row.dueToday,
  currency: row.currency,
  replacesSubscriptionId: row.replacesSubscriptionId
    ? toStripeSubscriptionId(row.replacesSubscriptionId)
    : null,
  stripeSessionId: row.stripeSessionId ? toStripeSessionId(row.stripeSessionId) : null,
  retired: row.retiredAt !== null,
  creation,
});

export const toSubscription = (row: SubscriptionRow): Subscription => ({
  stripeSubscriptionId: toStripeSubscriptionId(row.stripeSubscriptionId),
  status: parseStatus(row.status),
  planKey: row.planKey,
  planName: row.planName,
  priceId: row.priceId,
  unitAmount: row.unitAmount,
  currency: row.currency,
  interval: row.interval,
  quantity: row.quantity,
  currentPeriodStartMs: row.currentPeriodStart?.getTime() ?? null,
  currentPeriodEndMs: row.currentPeriodEnd?.getTime() ?? null,
  cancelAtMs: row.cancelAt?.getTime() ?? null,
  canceledAtMs: row.canceledAt?.getTime() ?? null,
  endedAtMs: row.endedAt?.getTime() ?? null,
  trialEndMs: row.trialEnd?.getTime() ?? null,
  discount: discount.parse(row.discount),
  startedAtMs: row.startedAt.getTime(),
});

const toDate = (ms: number | null): Date | null => (ms === null ? null : new Date(ms));

/** The columns of a subscription row; the JSON column is written by the caller, as Prisma wants its nulls named. */
export const fromSubscription = (subscription: Subscription) => ({
  stripeSubscriptionId: subscription.stripeSubscriptionId,
  status: subscription.status,
  planKey: subscription.planKey,
  planName: subscription.planName,
  priceId: subscription.priceId,
  unitAmount: subscription.unitAmount,
  currency: subscription.currency,
  interval: subscription.interval,
  quantity: subscription.quantity,
  currentPeriodStart: toDate(subscription.currentPeriodStartMs),
  currentPeriodEnd: toDate(subscription.currentPeriodEndMs),
  cancelAt: toDate(subscription.cancelAtMs),
  canceledAt: toDate(subscription.canceledAtMs),
  endedAt: toDate(subscription.endedAtMs),
  trialEnd: toDate(subscription.trialEndMs),
  startedAt: new Date(subscription.startedAtMs),
});
