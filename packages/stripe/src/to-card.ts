import type { Card } from "@idem/domain";
import type Stripe from "stripe";
import { expanded } from "./expanded.ts";

/** What the next invoice is paid with: the subscription's own payment method, else the customer's. */
export function toCard({ default_payment_method, customer }: Stripe.Subscription): Card | null {
  const method = expanded(default_payment_method) ?? methodOf(expanded(customer));
  const card = method?.card;
  if (!card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  return { brand, last4, expMonth, expYear };
}

const methodOf = (
  customer: Stripe.Customer | Stripe.DeletedCustomer | null,
): Stripe.PaymentMethod | null =>
  customer === null || customer.deleted
    ? null
    : expanded(customer.invoice_settings.default_payment_method);
