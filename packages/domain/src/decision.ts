import type { AccountContact, Customer } from "./account.ts";
import type { CheckoutStatus, Choice } from "./checkout.ts";
import type { EffectIntent, Outcome } from "./effect.ts";
import type { CheckoutId, StripeSessionId, StripeSubscriptionId } from "./ids.ts";
import type { Subscription } from "./subscription.ts";
import type { TrialUse } from "./trial.ts";

/**
 * What a pure `decide` returns: all of it is committed together, or none.
 * A change of billing state comes with an audit entry, or `transition` refuses the whole decision (G7).
 */
export type Decision<A> = {
  answer: A;
  writes: Write[];
  audit: AuditEntry[];
  /** Effects to record now and carry out after the commit. */
  effects: EffectIntent[];
};

export type Write =
  | { write: "customer.upsert"; customer: Customer }
  | { write: "customer.retire" }
  | { write: "account.contact"; contact: AccountContact }
  | { write: "revision.raise"; attempt: string; revision: number }
  | { write: "checkout.open"; checkout: NewCheckout }
  | { write: "checkout.mark"; id: CheckoutId; status?: CheckoutStatus; retired?: true }
  | { write: "checkout.session"; id: CheckoutId; sessionId: StripeSessionId }
  | { write: "effect.withdraw"; slot: string }
  | { write: "effect.settle"; effectId: string; outcome: Outcome }
  | { write: "subscription.upsert"; subscription: Subscription }
  | { write: "trial.use"; trial: TrialUse }
  | { write: "sync.advance" };

export type NewCheckout = {
  id: CheckoutId;
  attempt: string;
  revision: number;
  choice: Choice;
  trialDays: number;
  dueToday: number;
  currency: string;
  replacesSubscriptionId: StripeSubscriptionId | null;
};

/** Whether a write changes what is sold, paid or payable, rather than our own bookkeeping about it. */
export function isBillingChange({ write }: Write): boolean {
  switch (write) {
    case "customer.upsert":
    case "customer.retire":
    case "account.contact":
    case "checkout.open":
    case "checkout.mark":
    case "checkout.session":
    case "subscription.upsert":
      return true;
    case "revision.raise":
    case "trial.use":
    case "effect.withdraw":
    case "effect.settle":
    case "sync.advance":
      return false;
  }
}

/** One line of the account's story. `before` and `after` are images of what changed, `null` where there was none. */
export type AuditEntry = {
  action: AuditAction;
  before: unknown;
  after: unknown;
  reason: string | null;
};

export type AuditAction =
  | "customer.created"
  | "customer.updated"
  | "customer.retired"
  | "account.contact_changed"
  | "account.contact_refused"
  | "account.resync_asked"
  | "effect.reconcile_asked"
  | "customer.relinked"
  | "customer.marked"
  | "balance.adjusted"
  | "tax_id.added"
  | "checkout.opened"
  | "checkout.superseded"
  | "checkout.session_created"
  | "checkout.completed"
  | "checkout.expired"
  | "checkout.refused"
  | "subscription.started"
  | "subscription.changed"
  | "subscription.replaced"
  | "subscription.cancelled_at_stripe"
  | "subscription.cancel_refused"
  | "subscription.change_asked"
  | "subscription.change_refused"
  | "subscription.stray_end_asked"
  | "trial.used"
  | "invoice.paid"
  | "payment.refund_asked"
  | "payment.refunded"
  | "payment.refund_refused"
  | "email.sent"
  | "email.refused"
  | "repair.begun"
  | "repair.undone"
  | "repair.refused";

/** Who caused a change, and through which door it came. */
export type Actor = {
  source: "customer" | "admin" | "webhook" | "sweeper" | "doctor" | "system";
  userId: string | null;
  requestId: string | null;
};

/** A decision that changes nothing. */
export const unchanged = <A>(answer: A): Decision<A> => ({
  answer,
  writes: [],
  audit: [],
  effects: [],
});

export const entry = (
  action: AuditAction,
  change: { before?: unknown; after?: unknown; reason?: string },
): AuditEntry => ({
  action,
  before: change.before ?? null,
  after: change.after ?? null,
  reason: change.reason ?? null,
});
