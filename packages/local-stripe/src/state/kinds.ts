import type * as Wire from "../wire/stored.ts";
import type { IndexKey } from "./collection.ts";
import type {
  Attempt,
  BillingSettings,
  CardTrouble,
  Delivery,
  Notice,
  PendingUpdate,
  SavedAnswer,
  Setting,
} from "./records.ts";

/** Every kind of object that is kept, by the name of its collection. */
export type Kinds = {
  customers: Wire.Customer | Wire.Deleted;
  products: Wire.Product | Wire.Deleted;
  prices: Wire.Price;
  coupons: Wire.Coupon | Wire.Deleted;
  promotion_codes: Wire.PromotionCode;
  discounts: Wire.Discount;
  checkout_sessions: Wire.CheckoutSession;
  subscriptions: Wire.Subscription;
  subscription_schedules: Wire.SubscriptionSchedule;
  invoices: Wire.Invoice;
  invoiceitems: Wire.InvoiceItem;
  invoice_payments: Wire.InvoicePayment;
  payment_methods: Wire.PaymentMethod;
  payment_intents: Wire.PaymentIntent;
  setup_intents: Wire.SetupIntent;
  charges: Wire.Charge;
  refunds: Wire.Refund;
  customer_balance_transactions: Wire.BalanceTransaction;
  tax_ids: Wire.TaxId;
  billing_portal_sessions: Wire.PortalSession;
  billing_portal_configurations: Wire.PortalConfiguration;
  webhook_endpoints: Wire.WebhookEndpoint;
  events: Wire.Event;
  deliveries: Delivery;
  saved_answers: SavedAnswer;
  checkout_attempts: Attempt;
  pending_updates: PendingUpdate;
  settings: Setting;
  test_clocks: Wire.TestClock;
  notices: Notice;
  card_troubles: CardTrouble;
  billing_settings: BillingSettings;
};
export type KindName = keyof Kinds;

type Indexes = { [Name in KindName]: Record<string, IndexKey<Kinds[Name]>> };

const byCustomer = {
  customer: (value: { customer?: string | null }) => value.customer ?? undefined,
};

/** Groups that requests ask for. A list by any of them costs what it answers, not what is stored. */
export const collectionIndexes: Indexes = {
  customers: {
    email: (value) => ("email" in value ? (value.email ?? undefined) : undefined),
    test_clock: (value) => ("email" in value ? (value.test_clock ?? undefined) : undefined),
  },
  products: {},
  prices: {
    lookup_key: (value) => value.lookup_key ?? undefined,
    product: (value) => value.product,
  },
  coupons: {},
  promotion_codes: {
    code: (value) => value.code.toLowerCase(),
    coupon: (value) => value.promotion.coupon ?? undefined,
  },
  discounts: {},
  checkout_sessions: {
    ...byCustomer,
    subscription: (value) => value.subscription ?? undefined,
  },
  subscriptions: { ...byCustomer, test_clock: (value) => value.test_clock ?? undefined },
  subscription_schedules: byCustomer,
  invoices: {
    ...byCustomer,
    subscription: (value) => value.parent?.subscription_details?.subscription,
  },
  invoiceitems: {
    ...byCustomer,
    subscription: (value) => value.parent?.subscription_details?.subscription,
  },
  invoice_payments: {
    invoice: (value) => value.invoice,
    payment_intent: (value) => value.payment.payment_intent ?? undefined,
  },
  payment_methods: byCustomer,
  payment_intents: byCustomer,
  setup_intents: byCustomer,
  charges: { ...byCustomer, payment_intent: (value) => value.payment_intent ?? undefined },
  refunds: {
    charge: (value) => value.charge ?? undefined,
    payment_intent: (value) => value.payment_intent ?? undefined,
  },
  customer_balance_transactions: byCustomer,
  tax_ids: {
    customer: (value) => (typeof value.customer === "string" ? value.customer : undefined),
  },
  billing_portal_sessions: {},
  billing_portal_configurations: {},
  webhook_endpoints: {},
  events: { type: (value) => value.type },
  deliveries: { event: (value) => value.event },
  saved_answers: {},
  checkout_attempts: {},
  pending_updates: {},
  settings: {},
  test_clocks: {},
  notices: {},
  card_troubles: {},
  billing_settings: {},
};

const isKindName = (name: string): name is KindName => Object.hasOwn(collectionIndexes, name);
export const kindNames: KindName[] = Object.keys(collectionIndexes).filter(isKindName);
