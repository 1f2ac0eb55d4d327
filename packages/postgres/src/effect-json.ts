import type { FrozenRequest } from "@idem/billing";
import {
  type EffectIntent,
  type Outcome,
  toAccountId,
  toCheckoutId,
  toStripeCustomerId,
  toStripePaymentIntentId,
  toStripeSessionId,
  toStripeSubscriptionId,
} from "@idem/domain";
import { z } from "zod";
import { actionIntents } from "./action-json.ts";
import { repairIntents } from "./doctor/repair-json.ts";
import { noticeSchema } from "./notice-json.ts";

const accountId = z.string().transform(toAccountId);
const checkoutId = z.string().transform(toCheckoutId);
const customerId = z.string().transform(toStripeCustomerId);
const subscriptionId = z.string().transform(toStripeSubscriptionId);
const sessionId = z.string().transform(toStripeSessionId);
const person = { email: z.string(), name: z.string() };

/** Rows outlive deployments: what the journal wrote is parsed, not believed. */
export const intentSchema = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("customer.create"), accountId, ordinal: z.int(), ...person }),
  z.object({
    kind: z.literal("customer.update"),
    accountId,
    customerId,
    ...person,
    version: z.int().default(0),
  }),
  z.object({
    kind: z.literal("session.create"),
    accountId,
    checkoutId,
    customerId,
    stripePriceId: z.string(),
    // Rows of the versions before know one seat and no trial.
    quantity: z.int().default(1),
    trialDays: z.int().default(0),
    needsCard: z.boolean().default(true),
    promotionCodeId: z.string().nullable(),
    attempt: z.string(),
    priceId: z.string(),
    code: z.string().nullable(),
    ui: z.enum(["embedded", "hosted"]),
    replacesSubscriptionId: subscriptionId.nullable(),
  }),
  z.object({ kind: z.literal("session.expire"), accountId, checkoutId, sessionId }),
  z.object({
    kind: z.literal("subscription.cancel"),
    accountId,
    subscriptionId,
    reason: z.enum(["replaced", "replaced_unpaid", "duplicate", "asked"]),
  }),
  z.object({
    kind: z.literal("payment.refund"),
    accountId,
    paymentIntentId: z.string().transform(toStripePaymentIntentId),
  }),
  z.object({
    kind: z.literal("refund.create"),
    accountId,
    paymentIntentId: z.string().transform(toStripePaymentIntentId),
    actionId: z.string(),
    amount: z.int(),
    refundedBefore: z.int(),
  }),
  ...actionIntents,
  ...repairIntents,
  z.object({ kind: z.literal("email.send"), accountId, to: z.string(), notice: noticeSchema }),
]) satisfies z.ZodType<EffectIntent>;

const resultSchema = z.object({
  id: z.string(),
  amountTotal: z.number().nullable().optional(),
  currency: z.string().nullable().optional(),
  clientSecret: z.string().nullable().optional(),
  url: z.string().nullable().optional(),
});

const outcomeSchema = z.discriminatedUnion("is", [
  z.object({ is: z.literal("done"), result: resultSchema, how: z.enum(["sent", "found"]) }),
  z.object({
    is: z.literal("refused"),
    status: z.number(),
    errorCode: z.string().nullable(),
    param: z.string().nullable(),
    message: z.string(),
  }),
  z.object({ is: z.literal("withdrawn") }),
  z.object({ is: z.literal("void") }),
]);

export const requestSchema = z.object({
  method: z.enum(["POST", "DELETE"]),
  path: z.string(),
  params: z.record(z.string(), z.unknown()),
}) satisfies z.ZodType<FrozenRequest>;

/** Parses a stored outcome; `null` stays unknown. */
export const parseOutcome = (json: unknown): Outcome | null =>
  json === null ? null : withoutUndefined(outcomeSchema.parse(json));

function withoutUndefined(outcome: z.infer<typeof outcomeSchema>): Outcome {
  if (outcome.is !== "done") return outcome;
  const {
    id,
    amountTotal = null,
    currency = null,
    clientSecret = null,
    url = null,
  } = outcome.result;
  return { ...outcome, result: { id, amountTotal, currency, clientSecret, url } };
}
