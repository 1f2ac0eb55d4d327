import type { Card } from "@idem/domain";
import type Stripe from "stripe";
import { expanded } from "./expanded.ts";

/** What the next invoice is paid with: the subscription's own payment method, else the customer's. */
export function toCard(subscription: Stripe.Subscription): Card | null {
  const card = methodOf(subscription)?.card;
  if (!card) return null;
  const { brand, last4, exp_month: expMonth, exp_year: expYear } = card;
  return { brand, last4, expMonth, expYear };
}

/**
 * Stripe's name of what it is paid with: the same number has the same one, whichever customer gives it. A wallet may have
 * one of its own for a card, and some ways of paying (Link, for one) have none.
 * https://docs.stripe.com/api/payment_methods/object#payment_method_object-card-fingerprint
 */
export function toFingerprint(subscription: Stripe.Subscription): string | null {
  const method = methodOf(subscription);
  const known = method?.card ?? method?.sepa_debit ?? method?.us_bank_account;
  return known?.fingerprint ?? null;
}

const methodOf = ({ default_payment_method, customer }: Stripe.Subscription) =>
  expanded(default_payment_method) ?? methodOfCustomer(expanded(customer));

const methodOfCustomer = (
  customer: Stripe.Customer | Stripe.DeletedCustomer | null,
): Stripe.PaymentMethod | null =>
  customer === null || customer.deleted
    ? null
    : expanded(customer.invoice_settings.default_payment_method);
