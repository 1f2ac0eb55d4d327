import {
  type Checkout,
  type CheckoutStatus,
  type Customer,
  type InvoiceStatus,
  parseStatus,
  type Subscription,
  type TrialUse,
  toAccountId,
  toCheckoutId,
  toStripeCustomerId,
  toStripeInvoiceId,
  toStripeSessionId,
  toStripeSubscriptionId,
} from "@idem/domain";
import { z } from "zod";
import { planTarget } from "./action-json.ts";

/** Rows as `to_jsonb` gives them, parsed into the domain's terms: rows outlive deployments, so they are not believed. */

const ms = z.string().transform((at) => Date.parse(at));
const checkoutStatus = z.enum([
  "OPEN",
  "COMPLETED",
  "EXPIRED",
  "SUPERSEDED",
]) satisfies z.ZodType<CheckoutStatus>;
const discount = z
  .object({
    stripeDiscountId: z.string().nullable().default(null),
    code: z.string().nullable(),
    off: z.discriminatedUnion("is", [
      z.object({ is: z.literal("percent"), percent: z.number() }),
      z.object({ is: z.literal("amount"), amount: z.number() }),
    ]),
    endsAtMs: z.number().nullable(),
  })
  .nullable();

const invoiceStatus = z.enum([
  "draft",
  "open",
  "paid",
  "uncollectible",
  "void",
]) satisfies z.ZodType<InvoiceStatus>;

export const accountRow = z
  .object({
    id: z.string().transform(toAccountId),
    email: z.string(),
    name: z.string(),
    customer_ordinal: z.int(),
    sync_version: z.int(),
    contact_version: z.int(),
    is_contact_set_apart: z.boolean(),
    looked_at: ms.nullable(),
    audit_seq: z.int(),
    audit_hash: z.string(),
  })
  .transform((row) => ({
    account: {
      id: row.id,
      email: row.email,
      name: row.name,
      customerOrdinal: row.customer_ordinal,
      syncVersion: row.sync_version,
      contactVersion: row.contact_version,
      isContactSetApart: row.is_contact_set_apart,
    },
    lookedAtMs: row.looked_at,
    auditHead: { seq: row.audit_seq, hash: row.audit_hash },
  }));

export const customerRow = z
  .object({
    stripe_customer_id: z.string().transform(toStripeCustomerId),
    email: z.string(),
    name: z.string(),
  })
  .transform(
    ({ stripe_customer_id, ...person }): Customer => ({
      stripeCustomerId: stripe_customer_id,
      ...person,
    }),
  );

export const trialRow = z
  .object({
    stripe_subscription_id: z.string().transform(toStripeSubscriptionId),
    card_fingerprint: z.string().nullable(),
  })
  .transform(
    (row): TrialUse => ({
      stripeSubscriptionId: row.stripe_subscription_id,
      cardFingerprint: row.card_fingerprint,
    }),
  );

export const checkoutRow = z
  .object({
    id: z.string().transform(toCheckoutId),
    status: checkoutStatus,
    attempt: z.string(),
    revision: z.int(),
    price_id: z.string(),
    quantity: z.int(),
    trial_days: z.int(),
    promotion_code_id: z.string().nullable(),
    code: z.string().nullable(),
    ui: z.enum(["embedded", "hosted"]),
    replace: z.boolean(),
    due_today: z.int(),
    currency: z.string(),
    replaces_subscription_id: z.string().transform(toStripeSubscriptionId).nullable(),
    stripe_session_id: z.string().transform(toStripeSessionId).nullable(),
    retired_at: z.string().nullable(),
    /** Only a decision, under the lock, may ask where the creation of a session stands; everybody else reads "settled". */
    creation: z.enum(["unsent", "sent", "settled"]).nullish(),
  })
  .transform(
    (row): Checkout => ({
      id: row.id,
      status: row.status,
      attempt: row.attempt,
      revision: row.revision,
      choice: {
        priceId: row.price_id,
        quantity: row.quantity,
        promotionCodeId: row.promotion_code_id,
        code: row.code,
        ui: row.ui,
        replace: row.replace,
      },
      trialDays: row.trial_days,
      dueToday: row.due_today,
      currency: row.currency,
      replacesSubscriptionId: row.replaces_subscription_id,
      stripeSessionId: row.stripe_session_id,
      retired: row.retired_at !== null,
      creation: row.creation ?? "settled",
    }),
  );

export const subscriptionRow = z
  .object({
    stripe_subscription_id: z.string().transform(toStripeSubscriptionId),
    status: z.string().transform(parseStatus),
    plan_key: z.string().nullable(),
    plan_name: z.string().nullable(),
    price_id: z.string().nullable(),
    stripe_price_id: z.string(),
    unit_amount: z.int(),
    currency: z.string(),
    interval: z.string(),
    quantity: z.int(),
    current_period_start: ms.nullable(),
    current_period_end: ms.nullable(),
    cancel_at: ms.nullable(),
    canceled_at: ms.nullable(),
    ended_at: ms.nullable(),
    trial_end: ms.nullable(),
    discount,
    started_at: ms,
    stripe_item_id: z.string(),
    schedule_id: z.string().nullable(),
    last_schedule_id: z.string().nullable(),
    scheduled_change: planTarget.extend({ atMs: z.number() }).nullable(),
    pending_change: planTarget.extend({ expiresAtMs: z.number().nullable() }).nullable(),
    card: z
      .object({ brand: z.string(), last4: z.string(), expMonth: z.int(), expYear: z.int() })
      .nullable(),
    open_invoice: z
      .object({
        id: z.string().transform(toStripeInvoiceId),
        amountDue: z.int(),
        url: z.string().nullable(),
        sinceMs: z.number().nullable().default(null),
      })
      .nullable(),
    latest_invoice_id: z.string().nullable(),
    latest_invoice_status: invoiceStatus.nullable(),
  })
  .transform(
    (row): Subscription => ({
      stripeSubscriptionId: row.stripe_subscription_id,
      status: row.status,
      planKey: row.plan_key,
      planName: row.plan_name,
      priceId: row.price_id,
      stripePriceId: row.stripe_price_id,
      unitAmount: row.unit_amount,
      currency: row.currency,
      interval: row.interval,
      quantity: row.quantity,
      currentPeriodStartMs: row.current_period_start,
      currentPeriodEndMs: row.current_period_end,
      cancelAtMs: row.cancel_at,
      canceledAtMs: row.canceled_at,
      endedAtMs: row.ended_at,
      trialEndMs: row.trial_end,
      discount: row.discount,
      startedAtMs: row.started_at,
      stripeItemId: row.stripe_item_id,
      scheduleId: row.schedule_id,
      lastScheduleId: row.last_schedule_id,
      scheduledChange: row.scheduled_change,
      pendingChange: row.pending_change,
      card: row.card,
      openInvoice: row.open_invoice,
      latestInvoice: toInvoice(row.latest_invoice_id, row.latest_invoice_status),
    }),
  );

const toInvoice = (
  id: string | null,
  status: InvoiceStatus | null,
): Subscription["latestInvoice"] => (id === null || status === null ? null : { id, status });

const toDate = (at: number | null): Date | null => (at === null ? null : new Date(at));

/** The columns of a subscription row; the JSON columns are written by the caller, as Prisma wants their nulls named. */
export const fromSubscription = (subscription: Subscription) => ({
  stripeSubscriptionId: subscription.stripeSubscriptionId,
  status: subscription.status,
  planKey: subscription.planKey,
  planName: subscription.planName,
  priceId: subscription.priceId,
  stripePriceId: subscription.stripePriceId,
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
  stripeItemId: subscription.stripeItemId,
  scheduleId: subscription.scheduleId,
  lastScheduleId: subscription.lastScheduleId,
  latestInvoiceId: subscription.latestInvoice?.id ?? null,
  latestInvoiceStatus: subscription.latestInvoice?.status ?? null,
});
