import type {
  AccountId,
  ActionRefusal,
  Card,
  CheckoutId,
  CheckoutUi,
  ContactRefusal,
  EndedBecause,
  Interval,
  OpenInvoice,
  Quote,
  Refused,
  StripeInvoiceId,
  StripeSessionId,
  StripeSubscriptionId,
  SubscriptionDiscount,
  SubscriptionStatus,
} from "@idem/domain";
import type { ChangePreview } from "./ports/gateway.ts";
import type { InvoiceDocument } from "./ports/invoice-document.ts";
import type { InvoiceView } from "./ports/invoice-view.ts";

/** Answers as they cross the wire: plain JSON, dates as ISO 8601 strings, money in minor units. */
export type QuoteAnswer = ({ is: "quoted" } & Quote) | Refused;

export type StartAnswer =
  | ({
      is: "ready";
      checkoutId: CheckoutId;
      sessionId: StripeSessionId;
      quote: Quote;
    } & ({ ui: "embedded"; clientSecret: string } | { ui: "hosted"; url: string }))
  | Refused;

/** What became of a checkout, for the return page. `message` is a sentence for people; `next` is what helps. */
export type StatusAnswer =
  | (CheckoutRecap & { is: "open"; next: "resume"; message: string })
  | (CheckoutRecap & { is: "processing"; next: "wait"; message: string })
  | (CheckoutRecap & {
      is: "active";
      next: "done";
      message: string;
      subscription: SubscriptionView;
      receiptUrl: string | null;
    })
  | (CheckoutRecap & {
      is: "action_required";
      next: "authenticate";
      message: string;
      url: string | null;
    })
  | (CheckoutRecap & { is: "failed"; next: "retry"; message: string })
  | (CheckoutRecap & { is: "expired"; next: "restart"; message: string })
  | { is: "unknown"; next: "none"; message: string };

export type CheckoutRecap = {
  sessionId: StripeSessionId;
  checkoutId: CheckoutId;
  attempt: string;
  priceId: string;
  quantity: number;
  code: string | null;
};

export type CurrentAnswer = {
  accountId: AccountId;
  customer: { stripeCustomerId: string; email: string; name: string } | null;
  /** Whether they are to be served now: what other packages ask before they let somebody use something. */
  entitlement: EntitlementView;
  subscription: SubscriptionView | null;
  openCheckout: OpenCheckoutView | null;
  /** Where bills go. Not confirmed: Stripe has not been told yet, and will be. */
  contact: { email: string; name: string; isConfirmed: boolean };
  /** When Stripe was last asked about this account: all of this was so at that time. */
  lookedAt: string | null;
};

/** `Entitlement` of `@idem/domain`, with its times as ISO strings. Ends are exclusive: at `until` it is over. */
export type EntitlementView =
  | { is: "entitled"; because: "paid" | "trial" | "free"; until: string | null }
  | { is: "grace"; since: string; until: string }
  | { is: "ended"; because: EndedBecause; since: string | null };

export type SubscriptionView = {
  stripeSubscriptionId: StripeSubscriptionId;
  status: SubscriptionStatus;
  isLive: boolean;
  planKey: string | null;
  planName: string | null;
  priceId: string | null;
  unitAmount: number;
  currency: string;
  interval: Interval | string;
  quantity: number;
  currentPeriodStart: string | null;
  currentPeriodEnd: string | null;
  cancelAt: string | null;
  canceledAt: string | null;
  endedAt: string | null;
  trialEnd: string | null;
  discount:
    | (Omit<SubscriptionDiscount, "endsAtMs" | "stripeDiscountId"> & { endsAt: string | null })
    | null;
  /** What the next renewal is expected to cost after the discount; `null` when there is none. */
  nextCharge: { amount: number; at: string } | null;
  /** A change of plan that waits for the renewal; `isOurs: false` where Stripe plans something we do not sell. */
  scheduledChange:
    | {
        isOurs: true;
        priceId: string;
        planName: string;
        unitAmount: number;
        interval: Interval;
        quantity: number;
        at: string;
      }
    | { isOurs: false }
    | null;
  /** A change that happens once `openInvoice` is paid, because the customer's bank wants their word. */
  pendingChange: { planName: string; priceId: string; expiresAt: string | null } | null;
  card: Card | null;
  /** What is owed: the latest invoice, while it is not paid. */
  openInvoice: Omit<OpenInvoice, "sinceMs"> | null;
};

export type OpenCheckoutView = {
  checkoutId: CheckoutId;
  sessionId: StripeSessionId | null;
  attempt: string;
  revision: number;
  priceId: string;
  quantity: number;
  code: string | null;
  ui: CheckoutUi;
  replace: boolean;
  dueToday: number;
  currency: string;
};

/** What became of an action, and the subscription as it is now. */
export type ActAnswer =
  | { is: "done"; subscription: SubscriptionView | null }
  /** The bank wants the customer's word: on Stripe's page of the invoice they give it, and then it happens. */
  | {
      is: "to_confirm";
      invoice: SubscriptionView["openInvoice"];
      subscription: SubscriptionView | null;
    }
  | Refused<ActionRefusal>;

/**
 * What a change would cost. `now`: charged at once, to the second named by `prorationDate`. `renewal`: nothing today, and
 * from `at` on `recurring` for each interval.
 */
export type PreviewAnswer =
  | ({
      is: "previewed";
      when: "now" | "renewal";
      subscriptionId: StripeSubscriptionId;
      priceId: string;
      planName: string;
      quantity: number;
      /** How many there are now, and how many may be had of this plan. */
      seats: { now: number; most: number };
      unitAmount: number;
      interval: Interval;
      currency: string;
      recurring: number;
      at: string | null;
      /** It is what they have: there is nothing to change. */
      isAlready: boolean;
      prorationDate: string;
    } & ChangePreview)
  | Refused<ActionRefusal>;

export type PortalAnswer = { is: "opened"; url: string } | Refused<ActionRefusal>;

/** Our rows are what Stripe has said since this was asked. */
export type RefreshAnswer = { is: "refreshed" } | Refused<ActionRefusal>;

/** `next`: the invoice after which the next page begins; `null` on the last. */
export type InvoicesAnswer =
  | { is: "listed"; invoices: InvoiceView[]; next: StripeInvoiceId | null }
  | Refused;

/** Somebody else's invoice is as unknown as one that never was. */
export type InvoiceAnswer =
  | { is: "found"; invoice: InvoiceDocument }
  | { is: "unknown"; message: string }
  | Refused;

export type EmailAnswer = { is: "changed"; email: string } | Refused<ContactRefusal>;
