import {
  type Step,
  toAccountId,
  toStripeCustomerId,
  toStripePaymentIntentId,
  toStripeSessionId,
  toStripeSubscriptionId,
} from "@idem/domain";
import { z } from "zod";

const customerId = z.string().transform(toStripeCustomerId);
const subscriptionId = z.string().transform(toStripeSubscriptionId);
const sessionId = z.string().transform(toStripeSessionId);
const paymentIntentId = z.string().transform(toStripePaymentIntentId);
const metadata = z.record(z.string(), z.string());
const repair = {
  accountId: z.string().transform(toAccountId),
  repairId: z.string(),
  reason: z.string(),
};
const taxId = { type: z.string(), value: z.string() };
const money = { amount: z.int(), currency: z.string() };

const difference = z.object({ field: z.string(), ours: z.unknown(), stripes: z.unknown() });

const changes = { changes: z.array(difference).optional(), currency: z.string().optional() };

/** The effects of a repair, as the journal keeps them. */
export const repairIntents = [
  z.object({ kind: z.literal("customer.mark"), ...repair, customerId, metadata }),
  z.object({ kind: z.literal("balance.adjust"), ...repair, customerId, ...money }),
  z.object({ kind: z.literal("tax_id.add"), ...repair, customerId, ...taxId }),
  z.object({ kind: z.literal("session.close"), ...repair, sessionId }),
] as const;

/** A plan's steps, as they are kept: a plan may be older than the version that carries it out. */
export const stepSchema = z.discriminatedUnion("is", [
  z.object({
    is: z.literal("look"),
    survivorId: customerId.nullable(),
    why: z.string(),
    candidates: z.array(customerId),
  }),
  z.object({ is: z.literal("mark"), customerId, metadata, before: metadata }),
  z.object({
    is: z.literal("relink"),
    from: customerId.nullable(),
    to: customerId,
    closes: sessionId.optional(),
    ...changes,
  }),
  z.object({
    is: z.literal("cancel"),
    subscriptionId,
    customerId,
    because: z.enum(["replaced", "replaced_unpaid", "duplicate"]),
  }),
  z.object({
    is: z.literal("refund"),
    paymentIntentId,
    subscriptionId,
    amount: z.int().optional(),
    currency: z.string().optional(),
  }),
  z.object({ is: z.literal("close"), sessionId, customerId }),
  z.object({ is: z.literal("adjust"), customerId, ...money }),
  z.object({ is: z.literal("tax"), customerId, ...taxId }),
  z.object({ is: z.literal("forget"), customerId }),
  z.object({ is: z.literal("sync"), ...changes }),
  z.object({ is: z.literal("resume"), slot: z.string() }),
  z.object({ is: z.literal("advise"), words: z.string() }),
]) satisfies z.ZodType<Step>;
