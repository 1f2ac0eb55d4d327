import type { KindName } from "../state/kinds.ts";
import type { Store } from "../state/store.ts";

type Find = (store: Store, id: string) => object | undefined;

const from =
  (kind: KindName): Find =>
  (store, id) =>
    store[kind].get(id);
const nothing: Find = () => undefined;

const [customer, subscription, invoice] = [
  from("customers"),
  from("subscriptions"),
  from("invoices"),
];
const [product, price, coupon] = [from("products"), from("prices"), from("coupons")];
const [promotionCode, discount] = [from("promotion_codes"), from("discounts")];
const [paymentMethod, paymentIntent] = [from("payment_methods"), from("payment_intents")];
const [setupIntent, charge] = [from("setup_intents"), from("charges")];
const testClock = from("test_clocks");

/** By object type and field: where the object behind an id is found. */
export const expandable: Record<string, Record<string, Find>> = {
  customer: {
    default_source: nothing,
    "invoice_settings.default_payment_method": paymentMethod,
    test_clock: testClock,
  },
  product: { default_price: price, tax_code: nothing },
  price: { product },
  plan: { product },
  promotion_code: { customer, "promotion.coupon": coupon },
  discount: { customer, promotion_code: promotionCode, "source.coupon": coupon },
  item: { "price.product": product },
  "checkout.session": {
    customer,
    subscription,
    invoice,
    payment_intent: paymentIntent,
    setup_intent: setupIntent,
    payment_link: nothing,
    "discounts.coupon": coupon,
    "discounts.promotion_code": promotionCode,
  },
  subscription: {
    customer,
    latest_invoice: invoice,
    default_payment_method: paymentMethod,
    default_source: nothing,
    discounts: discount,
    pending_setup_intent: setupIntent,
    schedule: from("subscription_schedules"),
    "pending_update.discounts": discount,
    test_clock: testClock,
  },
  subscription_item: { discounts: discount },
  subscription_schedule: {
    customer,
    subscription,
    "default_settings.default_payment_method": paymentMethod,
    "phases.default_payment_method": paymentMethod,
    "phases.items.price": price,
    "phases.items.plan": price,
    "phases.discounts.coupon": coupon,
    "phases.discounts.discount": discount,
    "phases.discounts.promotion_code": promotionCode,
    test_clock: testClock,
  },
  invoice: {
    customer,
    discounts: discount,
    default_payment_method: paymentMethod,
    default_source: nothing,
    "parent.subscription_details.subscription": subscription,
    "total_discount_amounts.discount": discount,
    latest_revision: nothing,
    test_clock: testClock,
  },
  line_item: {
    discounts: discount,
    "discount_amounts.discount": discount,
    "pricing.price_details.price": price,
    subscription,
  },
  invoiceitem: {
    customer,
    discounts: discount,
    test_clock: testClock,
    "pricing.price_details.price": price,
  },
  invoice_payment: { invoice, "payment.payment_intent": paymentIntent, "payment.charge": charge },
  payment_method: { customer },
  payment_intent: {
    customer,
    latest_charge: charge,
    payment_method: paymentMethod,
    review: nothing,
  },
  setup_intent: {
    customer,
    payment_method: paymentMethod,
    latest_attempt: nothing,
    mandate: nothing,
  },
  charge: { customer, payment_intent: paymentIntent, balance_transaction: nothing },
  refund: { charge, payment_intent: paymentIntent, customer, payment_method: paymentMethod },
  customer_balance_transaction: { customer, invoice },
  "billing_portal.session": { configuration: from("billing_portal_configurations") },
};

type Make = (store: Store, owner: object) => unknown;
const idOf = (owner: object) => ("id" in owner && typeof owner.id === "string" ? owner.id : "");
const listOf = (data: unknown[], url: string) => ({ object: "list", data, has_more: false, url });
const emptyList =
  (path: string): Make =>
  (_store, owner) =>
    listOf([], `/v1/customers/${idOf(owner)}/${path}`);

/** Fields that Stripe sends only when they are named in `expand`: kept ones (`true`) and ones made then. */
export const onlyExpanded: Record<string, Record<string, true | Make>> = {
  customer: {
    subscriptions: (store, owner) => {
      const id = idOf(owner);
      const scope = { index: "customer", key: id };
      const live = [...store.subscriptions.newestFirst(scope)]
        .map(([, value]) => value)
        .filter((value) => value.status !== "canceled");
      return listOf(live, `/v1/customers/${id}/subscriptions`);
    },
    sources: emptyList("sources"),
    tax_ids: (store, owner) => {
      const id = idOf(owner);
      const taxIds = store.tax_ids.newestFirst({ index: "customer", key: id });
      return listOf(
        [...taxIds].map(([, value]) => value),
        `/v1/customers/${id}/tax_ids`,
      );
    },
  },
  price: { currency_options: true, tiers: true },
  coupon: { applies_to: true, currency_options: true },
  promotion_code: { "restrictions.currency_options": true },
  "checkout.session": { line_items: true, "total_details.breakdown": true },
  charge: {
    refunds: (store, owner) => {
      const id = idOf(owner);
      const refunds = store.refunds.newestFirst({ index: "charge", key: id });
      return listOf(
        [...refunds].map(([, value]) => value),
        `/v1/charges/${id}/refunds`,
      );
    },
  },
  invoice: {
    confirmation_secret: true,
    payments: (store, owner) => {
      const id = idOf(owner);
      const payments = store.invoice_payments.newestFirst({ index: "invoice", key: id });
      return listOf(
        [...payments].map(([, value]) => value),
        `/v1/invoice_payments?invoice=${id}`,
      );
    },
  },
};
