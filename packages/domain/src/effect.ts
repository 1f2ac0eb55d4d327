import type { CheckoutUi } from "./checkout.ts";
import type { Off } from "./discount.ts";
import { type RepairIntent, repairSlot } from "./doctor/repair-effect.ts";
import type {
  AccountId,
  CheckoutId,
  StripeCustomerId,
  StripeInvoiceId,
  StripePaymentIntentId,
  StripeSessionId,
  StripeSubscriptionId,
} from "./ids.ts";
import { aboutOf, type Notice } from "./notice.ts";
import type { PlanTarget } from "./plan-change.ts";
import type { ReasonToEnd } from "./reason-to-end.ts";

/** Something we want done by a foreign system, exactly once. Named by its `slot`; the journal keeps one row per slot and generation. */
export type EffectIntent =
  | { kind: "customer.create"; accountId: AccountId; ordinal: number; email: string; name: string }
  | {
      kind: "customer.update";
      accountId: AccountId;
      customerId: StripeCustomerId;
      email: string;
      name: string;
      /** Which of the account's changes of contact it tells Stripe of. */
      version: number;
    }
  | {
      kind: "session.create";
      accountId: AccountId;
      checkoutId: CheckoutId;
      customerId: StripeCustomerId;
      stripePriceId: string;
      quantity: number;
      /** Free days that come first; 0: none. */
      trialDays: number;
      /** Whether Stripe asks for a card although nothing may be due today. */
      needsCard: boolean;
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
      /**
       * Replaced on purpose: unused time is credited, where it was paid for. Bought twice by accident: its payment is
       * refunded instead. Asked for: it ends with what was paid, as was said before it was asked.
       */
      reason: ReasonToEnd | "asked";
    }
  | (ActionOn & { kind: "subscription.update"; change: SubscriptionUpdate })
  /** Hands the subscription to a schedule; what it is to do then is said by `schedule.plan`. Stripe wants two calls. */
  | (ActionOn & {
      kind: "schedule.create";
      customerId: StripeCustomerId;
      to: PlanTarget;
      /** The latest schedule before: a later look can tell that one from this effect's. */
      lastScheduleId: string | null;
    })
  | (ActionOn & {
      kind: "schedule.plan";
      scheduleId: string;
      /** The phase that runs, as it is: a schedule is always told whole. */
      from: {
        stripePriceId: string;
        quantity: number;
        startMs: number;
        endMs: number;
        discountId: string | null;
      };
      to: PlanTarget;
    })
  | { kind: "schedule.release"; accountId: AccountId; scheduleId: string }
  | (ActionOn & { kind: "invoice.pay"; invoiceId: StripeInvoiceId })
  | {
      kind: "payment.refund";
      accountId: AccountId;
      paymentIntentId: StripePaymentIntentId;
    }
  /** Asked for by an admin. `refundedBefore` is what the screen said was paid back already: see its slot. */
  | {
      kind: "refund.create";
      accountId: AccountId;
      paymentIntentId: StripePaymentIntentId;
      actionId: string;
      amount: number;
      refundedBefore: number;
    }
  | RepairIntent
  | { kind: "email.send"; accountId: AccountId; to: string; notice: Notice };

/** Who asked for what: one asking, one effect, however often it is pressed. */
type ActionOn = { accountId: AccountId; subscriptionId: StripeSubscriptionId; actionId: string };

export type SubscriptionUpdate =
  /** Prorated to the second that the preview was made for, so that what is charged is what was shown. */
  | {
      is: "plan";
      itemId: string;
      to: PlanTarget;
      prorationDateMs: number;
      /** The bank wants the customer's word: the change waits for it at Stripe, instead of being refused. */
      withBank: boolean;
    }
  | { is: "end_later"; reason: string | null }
  | { is: "go_on" }
  | { is: "code"; code: string; promotionCodeId: string; off: Off }
  /** A trial that the account, or its card, has had before: it is paid for from now on. */
  | { is: "end_trial" }
  /** Free for so many months, by a coupon of 100 %. */
  | { is: "comp"; couponId: string; untilMs: number };

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
      return `customer.update:${intent.customerId}:${intent.version}`;
    case "session.create":
      return creationSlot(intent.checkoutId);
    case "session.expire":
      return `session.expire:${intent.sessionId}`;
    case "subscription.cancel":
      return `subscription.cancel:${intent.subscriptionId}`;
    case "payment.refund":
      return `payment.refund:${intent.paymentIntentId}`;
    case "subscription.update":
    case "schedule.create":
      return `${intent.kind}:${intent.subscriptionId}:${intent.actionId}`;
    case "schedule.plan":
      return `schedule.plan:${intent.scheduleId}:${intent.actionId}`;
    case "schedule.release":
      return `schedule.release:${intent.scheduleId}`;
    case "invoice.pay":
      return `invoice.pay:${intent.invoiceId}:${intent.actionId}`;
    // Two who refund from the same screen mean the same money, whatever else differs: one refund. The next one starts
    // from what that one has paid back, and is another.
    case "refund.create":
      return `refund.create:${intent.paymentIntentId}:${intent.refundedBefore}`;
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      return repairSlot(intent);
    case "email.send":
      return `email.send:${intent.accountId}:${intent.notice.template}:${aboutOf(intent.notice)}`;
  }
}

/**
 * What became of an effect. Unknown is not an outcome: it is the absence of one.
 *
 * done       it was done; `result` is what we keep of its answer
 * refused    the other system said no and did nothing
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
  /** Of a checkout session: what Stripe will charge, and how to show it. Of a refund: what was paid back. */
  amountTotal?: number | null;
  currency?: string | null;
  clientSecret?: string | null;
  url?: string | null;
};

/** The slot of a checkout's session: also named by those who withdraw it. */
export const creationSlot = (checkoutId: CheckoutId): string => `session.create:${checkoutId}`;
