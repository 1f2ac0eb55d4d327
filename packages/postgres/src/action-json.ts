import {
  toAccountId,
  toStripeCustomerId,
  toStripeInvoiceId,
  toStripeSubscriptionId,
} from "@idem/domain";
import { z } from "zod";

const accountId = z.string().transform(toAccountId);
const on = {
  accountId,
  subscriptionId: z.string().transform(toStripeSubscriptionId),
  actionId: z.string(),
};

export const planTarget = z.object({
  priceId: z.string(),
  stripePriceId: z.string(),
  planKey: z.string(),
  planName: z.string(),
  unitAmount: z.int(),
  interval: z.enum(["month", "year"]),
  quantity: z.int(),
});

const off = z.discriminatedUnion("is", [
  z.object({ is: z.literal("percent"), percent: z.number() }),
  z.object({ is: z.literal("amount"), amount: z.number() }),
]);

const update = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("plan"),
    itemId: z.string(),
    to: planTarget,
    prorationDateMs: z.number(),
    withBank: z.boolean().default(false),
  }),
  z.object({ is: z.literal("end_later"), reason: z.string().nullable() }),
  z.object({ is: z.literal("go_on") }),
  z.object({ is: z.literal("end_trial") }),
  z.object({ is: z.literal("code"), code: z.string(), promotionCodeId: z.string(), off }),
  z.object({ is: z.literal("comp"), couponId: z.string(), untilMs: z.number() }),
]);

/** The effects of actions on a running subscription, as the journal keeps them. */
export const actionIntents = [
  z.object({ kind: z.literal("subscription.update"), ...on, change: update }),
  z.object({
    kind: z.literal("schedule.create"),
    ...on,
    customerId: z.string().transform(toStripeCustomerId),
    to: planTarget,
    lastScheduleId: z.string().nullable(),
  }),
  z.object({
    kind: z.literal("schedule.plan"),
    ...on,
    scheduleId: z.string(),
    from: z.object({
      stripePriceId: z.string(),
      quantity: z.int(),
      startMs: z.number(),
      endMs: z.number(),
      discountId: z.string().nullable(),
    }),
    to: planTarget,
  }),
  z.object({ kind: z.literal("schedule.release"), accountId, scheduleId: z.string() }),
  z.object({
    kind: z.literal("invoice.pay"),
    ...on,
    invoiceId: z.string().transform(toStripeInvoiceId),
  }),
] as const;
