/**
 * Ids carry their kind in their prefix, so that a type (and a log line) tells a checkout from an account.
 * Stripe's prefixes are Stripe's own; `acc_` and `chk_` are ours.
 */
export type AccountId = `acc_${string}`;
export type CheckoutId = `chk_${string}`;
export type StripeCustomerId = `cus_${string}`;
export type StripeSubscriptionId = `sub_${string}`;
export type StripeSessionId = `cs_${string}`;
export type StripePaymentIntentId = `pi_${string}`;
export type StripeInvoiceId = `in_${string}`;

const startsWith =
  <P extends string>(prefix: P) =>
  (value: string): value is `${P}${string}` =>
    value.startsWith(prefix);

const parser =
  <P extends string>(prefix: P) =>
  (value: string): `${P}${string}` => {
    if (!startsWith(prefix)(value))
      throw new TypeError(`Expected an id ${prefix}…, got "${value}".`);
    return value;
  };

/** Each throws a `TypeError` on a string of another kind: a wrong id is a fault, never data. */
export const toAccountId = parser("acc_");
export const toCheckoutId = parser("chk_");
export const toStripeCustomerId = parser("cus_");
export const toStripeSubscriptionId = parser("sub_");
export const toStripeSessionId = parser("cs_");
export const toStripePaymentIntentId = parser("pi_");
export const toStripeInvoiceId = parser("in_");

export const isAccountId = startsWith("acc_");
export const isStripeCustomerId = startsWith("cus_");
export const isStripeSessionId = startsWith("cs_");
export const isStripeSubscriptionId = startsWith("sub_");
export const isStripeInvoiceId = startsWith("in_");
export const isStripePaymentIntentId = startsWith("pi_");
