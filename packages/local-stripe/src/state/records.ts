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

export type Setting = { name: string; value: number };
