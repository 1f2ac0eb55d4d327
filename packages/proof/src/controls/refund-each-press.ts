import type Stripe from "stripe";

/** The usual way: a key for each press, so that a double click is one refund. Two people are two presses. */
export const refundEachPress = (
  stripe: Stripe,
  { paymentIntentId, amount, press }: { paymentIntentId: string; amount: number; press: string },
): Promise<Stripe.Refund> =>
  stripe.refunds.create(
    { payment_intent: paymentIntentId, amount },
    { idempotencyKey: `refund-${press}` },
  );
