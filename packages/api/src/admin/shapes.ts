import type { AdminAsking, Staff } from "@idem/billing";
import {
  type AccountId,
  isAccountId,
  isStripeCustomerId,
  isStripeSubscriptionId,
  type StripeCustomerId,
  type StripeSubscriptionId,
} from "@idem/domain";
import { z } from "zod";

const account = z.custom<AccountId>(
  (value) => typeof value === "string" && isAccountId(value) && value.length <= 100,
  { message: "Expected an account id." },
);

export const accountShape = { accountId: account };

/** Customers at Stripe that are the account's, or may be, besides those that our rows know. */
export const besidesShape = {
  besides: z
    .array(
      z.custom<StripeCustomerId>(
        (value) => typeof value === "string" && isStripeCustomerId(value) && value.length <= 255,
        { message: "Expected a customer id." },
      ),
    )
    .max(20)
    .default([]),
};

/** A pass over all accounts. */
export const passShape = { passId: z.string().min(1).max(100) };

/** One of the doctor's plans. */
export const planShape = { planId: z.string().min(1).max(100) };

/** Why, for those who read the account's story later. */
export const reasonShape = { reason: z.string().trim().min(3).max(500) };

/** One id for this asking, and why: a press repeated is the same asking. */
export const onceShape = { ...reasonShape, actionId: z.string().min(8).max(64) };

/** What every action on a subscription names: the one on the screen, one id for this asking, and why. */
export const askingShape = {
  ...accountShape,
  ...onceShape,
  subscriptionId: z.custom<StripeSubscriptionId>(
    (value) => typeof value === "string" && isStripeSubscriptionId(value) && value.length <= 255,
    { message: "Expected a subscription id." },
  ),
};

type Asked = Omit<AdminAsking, keyof Staff>;

/** What was asked, and by whom. */
export const askingOf = (staff: Staff, asked: Asked): AdminAsking => ({
  accountId: asked.accountId,
  actionId: asked.actionId,
  subscriptionId: asked.subscriptionId,
  reason: asked.reason,
  ...staff,
});

/** Where the page before has ended. */
export const beforeInput = z
  .strictObject({ at: z.iso.datetime(), id: z.string().min(1).max(255) })
  .nullable()
  .default(null);

/** Enough for a screen or two; whoever wants more asks for the next page. */
export const limitInput = z.int().min(1).max(100).default(50);
