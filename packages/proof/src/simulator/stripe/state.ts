import type {
  AccountId,
  CheckoutId,
  EffectResult,
  ReasonToEnd,
  StripeCustomerId,
  StripeInvoiceId,
  StripePaymentIntentId,
  StripeSessionId,
  StripeSubscriptionId,
} from "@idem/domain";

export type StripeState = {
  customers: Map<StripeCustomerId, CustomerObject>;
  sessions: Map<StripeSessionId, SessionObject>;
  subscriptions: Map<StripeSubscriptionId, SubscriptionObject>;
  payments: Map<StripePaymentIntentId, { amount: number }>;
  refunds: { id: string; paymentIntentId: StripePaymentIntentId; effect: string }[];
  schedules: Map<string, ScheduleObject>;
  paidInvoices: Set<string>;
  /** Slots of the actions that were done. */
  acted: Set<string>;
  promotions: Map<string, PromotionObject>;
  keys: Map<string, KeyRecord>;
  /** Sessions that can no longer be paid. */
  closed: number;
  /** What Stripe adds to each total and nobody told us of. */
  taxAmount: number;
  /** Events that nobody has acknowledged yet. */
  outbox: EventObject[];
};

export type CustomerObject = {
  id: StripeCustomerId;
  accountId: AccountId;
  email: string;
  effect: string;
  /** The effect that changed its contact last. */
  contact: string | null;
  createdMs: number;
  deleted: boolean;
};

export type SessionObject = {
  id: StripeSessionId;
  customerId: StripeCustomerId;
  accountId: AccountId;
  checkoutId: CheckoutId;
  effect: string;
  status: "open" | "complete" | "expired";
  stripePriceId: string;
  promotionCodeId: string | null;
  replaces: StripeSubscriptionId | null;
  hosted: boolean;
  trialDays: number;
  amountTotal: number;
  currency: string;
  expiresAtMs: number;
  /** Which of all sessions to stop being payable it was, by whatever; `null` while somebody can pay it. */
  closedAs: number | null;
};

export type SubscriptionObject = {
  id: StripeSubscriptionId;
  customerId: StripeCustomerId;
  accountId: AccountId;
  status: "active" | "trialing" | "past_due" | "canceled";
  stripePriceId: string;
  checkoutId: CheckoutId | null;
  replaces: StripeSubscriptionId | null;
  /** In whole seconds, like every time Stripe tells. */
  createdMs: number;
  endedMs: number | null;
  endedBy: ReasonToEnd | "hand" | "asked" | "deletion" | "unpaid" | null;
  periodEndMs: number;
  cancelAtMs: number | null;
  trialEndMs: number | null;
  paymentIntentId: StripePaymentIntentId | null;
  quantity: number;
  openInvoiceId: StripeInvoiceId | null;
  /** The slot of the action that changed it last. */
  action: string | null;
  /** The latest one. */
  invoice: InvoiceObject;
  /** Those before it, the earliest first. */
  earlier: readonly InvoiceObject[];
};

type InvoiceObject = {
  id: StripeInvoiceId;
  status: "paid" | "open";
  total: number;
  paidAtMs: number | null;
};

export type ScheduleObject = {
  id: string;
  subscriptionId: StripeSubscriptionId;
  status: "active" | "released";
  /** What the subscription becomes at its next renewal. */
  next: { stripePriceId: string; quantity: number } | null;
  action: string | null;
};

export type PromotionObject = {
  id: string;
  code: string;
  percent: number;
  maxRedemptions: number | null;
  timesRedeemed: number;
};

/** What Stripe keeps of a key: nothing while it is at work, then the answer for a day. */
export type KeyRecord = { params: string; savedAtMs: number; answer: StripeAnswer | null };

export type StripeAnswer =
  | { status: 200; result: EffectResult }
  | { status: 400; param: string | null; code: string | null; message: string; saved: boolean }
  | { status: 500 };

export type EventObject = {
  id: string;
  type: string;
  customerId: string;
  createdMs: number;
  /** What a subscription was when the event was made; the product reads ids only. */
  payload: Pick<SubscriptionObject, "id" | "accountId" | "status"> | null;
};

const promotion = (code: string, percent: number, maxRedemptions: number | null) =>
  [
    code,
    { id: `promo_${code.toLowerCase()}`, code, percent, maxRedemptions, timesRedeemed: 0 },
  ] as const;

export const createStripeState = (): StripeState => ({
  customers: new Map(),
  sessions: new Map(),
  subscriptions: new Map(),
  payments: new Map(),
  refunds: [],
  schedules: new Map(),
  paidInvoices: new Set(),
  acted: new Set(),
  promotions: new Map([
    promotion("SAVE20", 20, null),
    promotion("ONCE", 50, 1),
    promotion("FREE", 100, null),
    promotion("ALSO20", 20, null),
  ]),
  keys: new Map(),
  closed: 0,
  taxAmount: 0,
  outbox: [],
});

export const isPayable = ({ customers }: StripeState, session: SessionObject): boolean =>
  session.status === "open" && customers.get(session.customerId)?.deleted === false;

/** What may still charge. */
export const isLiving = ({ status }: SubscriptionObject): boolean => status !== "canceled";

/** Stripe’s own story of a session: what cannot be paid any more is counted, so that "before" and "after" can be told. */
export function closeSession(
  stripe: StripeState,
  session: SessionObject,
  status: SessionObject["status"],
): void {
  stripe.sessions.set(session.id, {
    ...session,
    status,
    closedAs: session.closedAs ?? ++stripe.closed,
  });
}
