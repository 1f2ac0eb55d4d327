/** The answer saved under an idempotency key. */
export type SavedAnswer = {
  key: string;
  path: string;
  /** Hash of the canonical parameters. */
  parameters: string;
  status: number;
  body: string;
  savedAtMs: number;
  requestId: string;
};

/** An event still to be delivered to one endpoint. */
export type Delivery = {
  id: string;
  event: string;
  endpoint: string;
  attempts: number;
  firstDueAtMs: number;
  dueAtMs: number;
  /** The second time, of one that was taken the first time. */
  isAgain?: boolean;
};

/** What a checkout session will make when it is paid, and the payment it has been tried with. */
export type Attempt = {
  session: string;
  subscriptionMetadata: Record<string, string>;
  subscriptionDescription: string | null;
  trialDays: number | null;
  trialEnd: number | null;
  missingMethodAtTrialEnd: "create_invoice" | "cancel" | "pause";
  /** Declined cards leave it open for another try. */
  paymentIntent: string | null;
  /** The method that waits for the buyer's bank (3-D Secure). */
  waitingMethod: string | null;
};

/** Which invoice a subscription's `pending_update` waits for. */
export type PendingUpdate = { subscription: string; invoice: string; expiresAt: number };

export type Setting = { name: string; value: number };

/** What has been told of a subscription ahead of time, so that it is told once. */
export type Notice = {
  /** The subscription's id. */
  id: string;
  /** The trial end, and the period end, that were told of. */
  trialEnd: number | null;
  periodEnd: number | null;
};

/** A saved card that its bank treats like another test card from now on; `id` is the payment method's. */
export type CardTrouble = { id: string; likeNumber: string };

/** What an account sets in Stripe's dashboard about collecting. There is one; see `billingSettings`. */
export type BillingSettings = {
  /** Days from one failed attempt to the next; after the last of them nothing more is tried. */
  retryDays: number[];
  afterLastRetry: "cancel" | "unpaid" | "past_due";
  invoiceAfterLastRetry: "open" | "uncollectible";
  /** How long a renewal's invoice stays a draft. */
  draftMinutes: number;
  /** Days before a renewal that `invoice.upcoming` is told; 0: never. */
  upcomingDays: number;
};
