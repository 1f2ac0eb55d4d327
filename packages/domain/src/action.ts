import type { Off } from "./discount.ts";
import type { StripeInvoiceId, StripeSubscriptionId } from "./ids.ts";
import type { PlanTarget } from "./plan-change.ts";

/** What somebody may ask of a running subscription. */
export type Action =
  /** `withBank`: the bank has asked for the customer's word, so it waits at Stripe until the invoice is paid. */
  | { is: "change_now"; to: PlanTarget; prorationDateMs: number; withBank: boolean }
  | { is: "change_at_renewal"; to: PlanTarget }
  | { is: "undo_change" }
  | { is: "cancel_at_period_end"; reason: string | null }
  | { is: "cancel_now"; reason: string | null }
  | { is: "resume" }
  | { is: "apply_code"; code: string; promotionCodeId: string; off: Off }
  | { is: "pay_invoice"; invoiceId: StripeInvoiceId }
  /** Free until then: a gift, or an apology. It takes the place of a discount that runs. */
  | { is: "comp"; couponId: string; untilMs: number };

/**
 * One asking. `actionId` is made once by whoever asks: pressed twice, or sent again after a lost answer, it is the same
 * asking. `subscriptionId` is the subscription that was on the screen: no other one is touched.
 */
export type AskedAction = {
  actionId: string;
  subscriptionId: StripeSubscriptionId;
  action: Action;
  /** Why, in the words of somebody who asks on the customer's behalf. */
  reason?: string;
};
