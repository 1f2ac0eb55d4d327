import type { AccountState } from "./account.ts";
import type { SellablePrice } from "./catalogue.ts";
import type { Checkout } from "./checkout.ts";
import type { Promotion } from "./promotion.ts";
import type { Subscription } from "./subscription.ts";
import type { InvoiceTruth, SubscriptionTruth } from "./truth.ts";

/** Examples for tests: complete, valid, and changed field by field where a test cares. */
export const plusYearly: SellablePrice = {
  id: "plus_year_usd",
  planKey: "plus",
  planName: "Plus",
  interval: "year",
  currency: "usd",
  unitAmount: 19_200,
  stripePriceId: "price_plus_year",
  stripeProductId: "prod_plus",
  trialDays: 0,
  maxSeats: 1,
};

export const promotion = (changes: Partial<Promotion> = {}): Promotion => ({
  id: "promo_1",
  code: "WELCOME20",
  active: true,
  expiresAtMs: null,
  maxRedemptions: null,
  timesRedeemed: 0,
  customerId: null,
  firstPurchaseOnly: false,
  minimumAmounts: {},
  ...changes,
  coupon: {
    valid: true,
    redeemByMs: null,
    maxRedemptions: null,
    timesRedeemed: 0,
    off: { is: "percent", percent: 20 },
    duration: { is: "once" },
    products: null,
    ...changes.coupon,
  },
});

export const accountState = (changes: Partial<AccountState> = {}): AccountState => ({
  account: {
    id: "acc_1",
    email: "pat@example.com",
    name: "Pat",
    customerOrdinal: 1,
    syncVersion: 0,
    contactVersion: 0,
    isContactSetApart: false,
  },
  customer: { stripeCustomerId: "cus_1", email: "pat@example.com", name: "Pat" },
  subscription: null,
  trial: null,
  usedCards: [],
  checkouts: [],
  running: [],
  revisions: {},
  ...changes,
});

export const checkout = (changes: Partial<Checkout> = {}): Checkout => ({
  id: "chk_1",
  status: "OPEN",
  attempt: "attempt-1",
  revision: 1,
  choice: {
    priceId: "plus_year_usd",
    quantity: 1,
    promotionCodeId: null,
    code: null,
    ui: "embedded",
    replace: false,
  },
  trialDays: 0,
  dueToday: 19_200,
  currency: "usd",
  replacesSubscriptionId: null,
  stripeSessionId: "cs_test_1",
  retired: false,
  creation: "settled",
  ...changes,
});

export const invoice = (changes: Partial<InvoiceTruth> = {}): InvoiceTruth => ({
  id: "in_1",
  number: "IDEM-0001",
  status: "paid",
  total: 19_200,
  amountDue: 19_200,
  currency: "usd",
  paidAtMs: 1_000,
  nextAttemptAtMs: null,
  hostedUrl: "https://pay.example/in_1",
  ...changes,
});

export const subscription = (
  changes: Partial<SubscriptionTruth & Subscription> = {},
): SubscriptionTruth & Subscription => ({
  stripeSubscriptionId: "sub_1",
  status: "active",
  planKey: "plus",
  planName: "Plus",
  priceId: "plus_year_usd",
  stripePriceId: "price_plus_year",
  unitAmount: 19_200,
  currency: "usd",
  interval: "year",
  quantity: 1,
  currentPeriodStartMs: 1_000,
  currentPeriodEndMs: 2_000,
  cancelAtMs: null,
  canceledAtMs: null,
  endedAtMs: null,
  trialEndMs: null,
  discount: null,
  startedAtMs: 1_000,
  stripeItemId: "si_1",
  scheduleId: null,
  scheduledChange: null,
  pendingChange: null,
  lastScheduleId: null,
  card: null,
  openInvoice: null,
  checkoutId: null,
  replacesSubscriptionId: null,
  createdAtMs: 1_000,
  firstPaidAtMs: 1_000,
  paymentIntentId: "pi_1",
  cardFingerprint: null,
  latestInvoice: invoice(),
  ...changes,
});
