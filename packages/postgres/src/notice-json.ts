import { type Notice, toStripeSubscriptionId } from "@idem/domain";
import { z } from "zod";

const subscriptionId = z.string().transform(toStripeSubscriptionId);
const nullableMs = z.number().nullable();
const planName = z.string().nullable();
const card = z.object({
  brand: z.string(),
  last4: z.string(),
  expMonth: z.int(),
  expYear: z.int(),
});

/** What an e-mail in the journal tells of. */
export const noticeSchema = z.discriminatedUnion("template", [
  z.object({
    template: z.literal("welcome"),
    subscriptionId,
    planName,
    trialEndMs: nullableMs,
    renewsAtMs: nullableMs,
  }),
  z.object({
    template: z.literal("receipt"),
    invoiceId: z.string(),
    number: z.string().nullable(),
    planName,
    total: z.int(),
    currency: z.string(),
    paidAtMs: nullableMs,
    hostedUrl: z.string().nullable(),
  }),
  z.object({
    template: z.literal("payment_failed"),
    invoiceId: z.string(),
    planName,
    amountDue: z.int(),
    currency: z.string(),
    nextAttemptAtMs: nullableMs,
    isLast: z.boolean().default(false),
    hostedUrl: z.string().nullable(),
  }),
  z.object({ template: z.literal("card_expiring"), subscriptionId, card }),
  z.object({
    template: z.literal("trial_ending"),
    subscriptionId,
    planName,
    trialEndMs: z.number(),
    amount: z.int(),
    currency: z.string(),
    card: card.nullable(),
  }),
  z.object({
    template: z.literal("cancelled"),
    subscriptionId,
    planName,
    endsAtMs: z.number(),
    isOver: z.boolean(),
  }),
]) satisfies z.ZodType<Notice>;
