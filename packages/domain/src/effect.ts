import type { CheckoutUi } from "./checkout.ts";
import type {
  AccountId,
  CheckoutId,
  StripeCustomerId,
  StripePaymentIntentId,
  StripeSessionId,
  StripeSubscriptionId,
} from "./ids.ts";

/** Something we want done at Stripe, exactly once. Named by its `slot`; the journal keeps one row per slot and generation. */
export type EffectIntent =
  | { kind: "customer.create"; accountId: AccountId; ordinal: number; email: string; name: string }
  | {
      kind: "customer.update";
      accountId: AccountId;
      customerId: StripeCustomerId;
      email: string;
      name: string;
    }
  | {
      kind: "session.create";
      accountId: AccountId;
      checkoutId: CheckoutId;
      customerId: StripeCustomerId;
      stripePriceId: string;
      promotionCodeId: string | null;
      /** So that Stripe's page can lead back to where the customer came from. */
      attempt: string;
      priceId: string;
      code: string | null;
      ui: CheckoutUi;
      replacesSubscriptionId: StripeSubscriptionId | null;
    }
  | {
      kind: "session.expire";
      accountId: AccountId;
      checkoutId: CheckoutId;
      sessionId: StripeSessionId;
    }
  | {
      kind: "subscription.cancel";
      accountId: AccountId;
      subscriptionId: StripeSubscriptionId;
      /** Replaced on purpose: unused time is credited. Bought twice by accident: its payment is refunded instead. */
      reason: "replaced" | "duplicate";
    }
  | {
      kind: "payment.refund";
      accountId: AccountId;
      paymentIntentId: StripePaymentIntentId;
    };

export type EffectKind = EffectIntent["kind"];

/**
 * The name of "the same thing": two callers who mean the same effect compute the same slot, whatever else differs.
 * A customer's ordinal rises only when support has deleted the customer at Stripe by hand.
 */
export function slotOf(intent: EffectIntent): string {
  switch (intent.kind) {
    case "customer.create":
      return `customer.create:${intent.accountId}:${intent.ordinal}`;
    case "customer.update":
      return `customer.update:${intent.customerId}:${intent.email}:${intent.name}`;
    case "session.create":
      return creationSlot(intent.checkoutId);
    case "session.expire":
      return `session.expire:${intent.sessionId}`;
    case "subscription.cancel":
      return `subscription.cancel:${intent.subscriptionId}`;
    case "payment.refund":
      return `payment.refund:${intent.paymentIntentId}`;
  }
}

/**
 * What became of an effect. Unknown is not an outcome: it is the absence of one.
 *
 * done       Stripe did it; `result` is what we keep of its answer
 * refused    Stripe said no and did nothing
 * withdrawn  we took it back before the first byte was sent
 * void       looked for and shown not to have happened; the next generation took over
 */
export type Outcome =
  | { is: "done"; result: EffectResult; how: "sent" | "found" }
  | {
      is: "refused";
      status: number;
      errorCode: string | null;
      param: string | null;
      message: string;
    }
  | { is: "withdrawn" }
  | { is: "void" };

export type EffectResult = {
  id: string;
  /** Of a checkout session: what Stripe will charge, and how to show it. */
  amountTotal?: number | null;
  currency?: string | null;
  clientSecret?: string | null;
  url?: string | null;
};

/** The slot of a checkout's session: also named by those who withdraw it. */
export const creationSlot = (checkoutId: CheckoutId): string => `session.create:${checkoutId}`;
