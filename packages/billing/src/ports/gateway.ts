import type {
  AccountId,
  EffectIntent,
  EffectResult,
  InvoiceTruth,
  Outcome,
  Promotion,
  SessionTruth,
  StripeCustomerId,
  StripeInvoiceId,
  StripeSessionId,
  StripeSubscriptionId,
  SubscriptionTruth,
} from "@idem/domain";
import type { RelatedObject } from "./inbox.ts";
import type { InvoiceDocument } from "./invoice-document.ts";
import type { InvoiceView } from "./invoice-view.ts";
import type { FrozenRequest, Permit } from "./permit.ts";
import type { IntentOf } from "./systems.ts";

/** What one sending of an effect told us. */
export type Answer =
  | Extract<Outcome, { is: "done" | "refused" }>
  /** Timeout, cut connection, 5xx, 401, 429: it may or may not have happened. */
  | { is: "unknown"; cause: string }
  /** 409: the same key is being executed right now. Wait, then read. */
  | { is: "busy" }
  /** A saved 500 replays: this key will never say more. Look, then use a new one. */
  | { is: "spent" };

export type Sighting =
  | { is: "found"; result: EffectResult }
  | { is: "none" }
  /** This system cannot be asked. Sending again, with the same key and the same content, is all there is. */
  | { is: "blind" };

/** A foreign system, as far as doing one thing there exactly once needs it. */
export type System<Intent = EffectIntent> = {
  /** The exact request for an intent; pure. */
  encode(intent: Intent): FrozenRequest;
  /** Never throws on what the system says: whatever is not certain is `unknown`. */
  send(permit: Permit<Intent>): Promise<Answer>;
  /**
   * Whether the permit's effect already exists: by reads that see what was written before them, never by a search that
   * lags. Throws `ProviderUnavailable` when there is no answer.
   */
  look(permit: Permit<Intent>): Promise<Sighting>;
};

/** Every system that effects go to, behind one door; and Stripe's reads. */
export type Gateway = System & StripeReads;

export type StripeGateway = System<IntentOf<"stripe">> & StripeReads;

/** Stripe, as far as billing reads it. Throws `ProviderUnavailable` when Stripe does not answer. */
export type StripeReads = {
  /** The promotion code that a customer can type, whatever its letter case; `null` if there is none. */
  promotion(code: string): Promise<Promotion | null>;
  hasPurchased(customerId: StripeCustomerId): Promise<boolean>;
  /** All of them, ended ones too; by list, which is read-after-write. */
  subscriptions(customerId: StripeCustomerId): Promise<StripeSubscription[]>;
  subscription(id: StripeSubscriptionId): Promise<StripeSubscription | null>;
  session(sessionId: StripeSessionId): Promise<SessionTruth | null>;
  /** Newest first, those after the one named; `null` where there is no such invoice. */
  invoices(customerId: StripeCustomerId, page: InvoicePage): Promise<InvoiceView[] | null>;
  /** `null`: there is none, or it is somebody else's. */
  invoice(customerId: StripeCustomerId, id: StripeInvoiceId): Promise<InvoiceDocument | null>;
  /** A subscription's invoices from a known one on, that one included, the earliest first; none if it is not found. */
  invoicesSince(id: StripeSubscriptionId, knownId: string): Promise<InvoiceTruth[]>;
  /** The customer that an object belongs to; `null` for what belongs to none, or says nothing about billing. */
  ownerOf(object: RelatedObject): Promise<string | null>;
  isCustomerDeleted(customerId: StripeCustomerId): Promise<boolean>;
  /**
   * What a change made at `prorationDateMs` would be charged: the invoice that Stripe would make, to the cent. `null`:
   * that second lies outside of the period that runs.
   */
  previewChange(change: ChangeQuestion): Promise<ChangePreview | null>;
  /** The address of Stripe's own page for this customer; it lives for minutes. */
  portal(customerId: StripeCustomerId, visit: PortalVisit): Promise<string>;
};

export type InvoicePage = { limit: number; after: StripeInvoiceId | null };

export type PortalPurpose = "everything" | "card";

/** What for, and whose billing page the way back leads to. */
export type PortalVisit = { accountId: AccountId; purpose: PortalPurpose };

export type ChangeQuestion = {
  customerId: StripeCustomerId;
  subscriptionId: StripeSubscriptionId;
  itemId: string;
  stripePriceId: string;
  quantity: number;
  prorationDateMs: number;
};

/** Amounts in minor units. `credit`: for what was paid and not used; `charge`: for what is new; both before taxes. */
export type ChangePreview = {
  credit: number;
  charge: number;
  dueToday: number;
  lines: { description: string; amount: number }[];
};

/** A subscription as Stripe names things: its price by Stripe's id, its plan not at all. */
export type StripeSubscription = Omit<
  SubscriptionTruth,
  "planKey" | "planName" | "priceId" | "scheduledChange" | "pendingChange"
> & {
  scheduledPhase: { stripePriceId: string; quantity: number; atMs: number } | null;
  pendingPhase: { stripePriceId: string; quantity: number; expiresAtMs: number } | null;
};

/** Stripe cannot be reached, or fails for reasons of its own. Nothing is known to have changed. */
export class ProviderUnavailable extends Error {
  override readonly name = "ProviderUnavailable";
}
