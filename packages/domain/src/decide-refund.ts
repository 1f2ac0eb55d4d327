import type { AccountState } from "./account.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import { type EffectIntent, slotOf } from "./effect.ts";
import type { StripePaymentIntentId } from "./ids.ts";
import { type RefundRefusal, type Refused, refuse } from "./refusal.ts";

/** A payment as Stripe holds it now. Amounts in minor units of `currency`. */
export type PaymentTruth = {
  paymentIntentId: StripePaymentIntentId;
  paid: number;
  refunded: number;
  currency: string;
};

/** `refundedBefore`: what the screen said was paid back already. */
export type AskedRefund = {
  actionId: string;
  paymentIntentId: StripePaymentIntentId;
  amount: number;
  refundedBefore: number;
  reason: string;
};

export type RefundDecision =
  | Refused<RefundRefusal>
  | { is: "carry_out"; effect: Extract<EffectIntent, { kind: "refund.create" }> };

/**
 * Whether so much of a payment may be paid back. The effect is named by what the screen said was paid back before: two
 * admins who press at the same moment have one refund between them. `isRecorded`: that effect is there already, and
 * pressing again only tells what came of it. Otherwise a payment of which something was paid back since is refused.
 */
export function decideRefund(
  { account }: AccountState,
  asked: AskedRefund,
  { payment, isRecorded }: { payment: PaymentTruth | null; isRecorded: boolean },
): Decision<RefundDecision> {
  if (payment === null) return unchanged(refuse("not_paid"));
  const { amount, refundedBefore, reason, ...named } = asked;
  if (payment.refunded !== refundedBefore && !isRecorded)
    return unchanged(refuse("refund_changed"));
  if (amount <= 0 || refundedBefore + amount > payment.paid)
    return unchanged(refuse("refund_too_high"));
  const effect = {
    kind: "refund.create" as const,
    accountId: account.id,
    ...named,
    amount,
    refundedBefore,
  };
  const { currency } = payment;
  return {
    answer: { is: "carry_out", effect },
    writes: [],
    audit: [
      entry("payment.refund_asked", {
        after: { slot: slotOf(effect), amount, currency, refundedBefore },
        reason,
      }),
    ],
    effects: [effect],
  };
}
