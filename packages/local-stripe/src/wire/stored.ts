import type Stripe from "stripe";

/** An expandable field holds the id; only the answer on the wire may hold the object. */
type Unexpanded<T> = string extends Extract<T, string> ? Exclude<T, { id: string }> : T;

/**
 * The official client's type of an object, as it lies in the store and travels on the wire:
 * references are ids and decimals are strings. Every field the client documents must be there,
 * so an object with a missing field does not compile.
 */
export type Stored<T> = T extends Stripe.Decimal
  ? string
  : T extends string | number | boolean | null | undefined
    ? T
    : T extends readonly (infer Item)[]
      ? Stored<Unexpanded<Item>>[]
      : { [Key in keyof T as Key extends "deleted" ? never : Key]: Stored<Unexpanded<T[Key]>> };

export type Customer = Stored<Stripe.Customer>;
export type Product = Stored<Stripe.Product>;
export type Price = Stored<Stripe.Price>;
export type Plan = Stored<Stripe.Plan>;
export type Coupon = Stored<Stripe.Coupon>;
export type PromotionCode = Stored<Stripe.PromotionCode>;
export type Discount = Stored<Stripe.Discount>;
export type CheckoutSession = Stored<Stripe.Checkout.Session>;
export type LineItem = Stored<Stripe.LineItem>;
export type Subscription = Stored<Stripe.Subscription>;
export type SubscriptionItem = Stored<Stripe.SubscriptionItem>;
export type SubscriptionSchedule = Stored<Stripe.SubscriptionSchedule>;
export type Invoice = Stored<Stripe.Invoice>;
export type InvoiceLineItem = Stored<Stripe.InvoiceLineItem>;
export type InvoiceItem = Stored<Stripe.InvoiceItem>;
export type InvoicePayment = Stored<Stripe.InvoicePayment>;
export type PaymentMethod = Stored<Stripe.PaymentMethod>;
export type PaymentIntent = Stored<Stripe.PaymentIntent>;
export type SetupIntent = Stored<Stripe.SetupIntent>;
export type Charge = Stored<Stripe.Charge>;
export type Refund = Stored<Stripe.Refund>;
export type BalanceTransaction = Stored<Stripe.CustomerBalanceTransaction>;
export type TaxId = Stored<Stripe.TaxId>;
export type PortalSession = Stored<Stripe.BillingPortal.Session>;
export type PortalConfiguration = Stored<Stripe.BillingPortal.Configuration>;
export type TestClock = Stored<Stripe.TestHelpers.TestClock>;
export type WebhookEndpoint = Stored<Stripe.WebhookEndpoint>;
/** An event's `data.object` is what was rendered when it happened, so its inside is plain JSON. */
export type Event = Omit<Stored<Stripe.EventBase>, "data" | "type"> & {
  type: string;
  data: { object: Json; previous_attributes?: Json };
};
export type Json = { [key: string]: unknown };
/** What is left of an object after its deletion. */
export type Deleted = { id: string; object: string; deleted: true };

export const isDeleted = (value: object): value is Deleted =>
  "deleted" in value && value.deleted === true;
