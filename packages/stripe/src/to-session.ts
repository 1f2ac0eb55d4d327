import { type SessionTruth, toStripeSessionId } from "@idem/domain";
import type Stripe from "stripe";
import { z } from "zod";

const status = z.enum(["open", "complete", "expired"]);
const paymentStatus = z.enum(["paid", "unpaid", "no_payment_required"]);

/** Stripe's checkout session in our words. Fails on a status we do not know: guessing could charge twice. */
export const toSession = (session: Stripe.Checkout.Session): SessionTruth => ({
  id: toStripeSessionId(session.id),
  status: status.parse(session.status),
  paymentStatus: paymentStatus.parse(session.payment_status),
  amountTotal: session.amount_total,
  currency: session.currency,
  clientSecret: session.client_secret,
  url: session.url,
});
