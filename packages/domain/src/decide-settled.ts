import { type AccountState, openCheckout } from "./account.ts";
import { decideActed } from "./decide-acted.ts";
import { contactRefused, contactUpdate } from "./decide-contact.ts";
import { type Decision, entry, unchanged } from "./decision.ts";
import { decideRepaired } from "./doctor/decide-repaired.ts";
import type { EffectIntent, EffectResult, Outcome } from "./effect.ts";
import { toStripeCustomerId, toStripeSessionId } from "./ids.ts";
import { aboutOf } from "./notice.ts";

/**
 * What follows in our own rows once an effect's outcome is known. It is written in the same commit as the outcome, so
 * "the answer was recorded, but nobody acted on it" is not a state that a crash can leave behind (G4).
 */
export function decideSettled(
  state: AccountState,
  intent: EffectIntent,
  outcome: Outcome,
): Decision<null> {
  switch (outcome.is) {
    case "done":
      return decideDone(state, intent, outcome.result);
    case "refused":
      return decideRefused(state, intent, outcome);
    case "withdrawn":
    case "void":
      return unchanged(null);
  }
}

function decideDone(
  state: AccountState,
  intent: EffectIntent,
  result: EffectResult,
): Decision<null> {
  switch (intent.kind) {
    case "customer.create":
      return customerKnown(state, intent, result);
    case "customer.update":
      // Its customer may have been deleted, and another one come, while the answer was under way.
      return state.customer?.stripeCustomerId === intent.customerId
        ? customerKnown(state, intent, result)
        : unchanged(null);
    case "session.create":
      return sessionCreated(state, intent, result);
    case "session.expire":
      return {
        ...unchanged(null),
        writes: [{ write: "checkout.mark", id: intent.checkoutId, retired: true }],
        audit: [
          entry("checkout.expired", { after: { id: intent.checkoutId, sessionId: result.id } }),
        ],
      };
    case "subscription.cancel":
      return {
        ...unchanged(null),
        audit: [
          entry("subscription.cancelled_at_stripe", { after: intent, reason: intent.reason }),
        ],
      };
    case "payment.refund":
    case "refund.create":
      return {
        ...unchanged(null),
        audit: [entry("payment.refunded", { after: { ...intent, refundId: result.id } })],
      };
    case "subscription.update":
    case "schedule.create":
    case "schedule.plan":
    case "schedule.release":
    case "invoice.pay":
      return decideActed(state, intent, result);
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      return decideRepaired(intent, result);
    case "email.send":
      return { ...unchanged(null), audit: [entry("email.sent", { after: letterOf(intent) })] };
  }
}

/** Where the e-mail changed while the answer was lost, the customer found has the old one: it is brought up to date. */
function customerKnown(
  { account, customer }: AccountState,
  intent: Extract<EffectIntent, { kind: "customer.create" | "customer.update" }>,
  result: EffectResult,
): Decision<null> {
  const known = {
    stripeCustomerId: toStripeCustomerId(result.id),
    email: intent.email,
    name: intent.name,
  };
  const isStale = account.email !== known.email || account.name !== known.name;
  return {
    answer: null,
    writes: [{ write: "customer.upsert", customer: known }],
    audit: [
      entry(intent.kind === "customer.create" ? "customer.created" : "customer.updated", {
        before: customer,
        after: known,
      }),
    ],
    effects: isStale ? [contactUpdate(account, known)] : [],
  };
}

/** A session that arrives for a checkout which is no longer OPEN must not stay payable: its expiry is ordered at once. */
function sessionCreated(
  state: AccountState,
  intent: Extract<EffectIntent, { kind: "session.create" }>,
  result: EffectResult,
): Decision<null> {
  const checkout = state.checkouts.find((one) => one.id === intent.checkoutId);
  const sessionId = toStripeSessionId(result.id);
  return {
    answer: null,
    writes: [{ write: "checkout.session", id: intent.checkoutId, sessionId }],
    audit: [entry("checkout.session_created", { after: { id: intent.checkoutId, sessionId } })],
    effects:
      checkout?.status === "OPEN"
        ? []
        : [
            {
              kind: "session.expire",
              accountId: intent.accountId,
              checkoutId: intent.checkoutId,
              sessionId,
            },
          ],
  };
}

/**
 * A refused creation leaves nothing to pay. A refused expiry says that the session is not open any more: either it ran
 * out or it was paid, and only a look at Stripe tells which, so the checkout is left for `syncAccount`.
 */
function decideRefused(
  state: AccountState,
  intent: EffectIntent,
  refusal: Extract<Outcome, { is: "refused" }>,
): Decision<null> {
  const { message } = refusal;
  switch (intent.kind) {
    case "session.create": {
      const isOpen = openCheckout(state)?.id === intent.checkoutId;
      return {
        ...unchanged(null),
        writes: [
          {
            write: "checkout.mark",
            id: intent.checkoutId,
            retired: true,
            ...(isOpen ? { status: "EXPIRED" as const } : {}),
          },
        ],
        audit: [entry("checkout.refused", { after: { id: intent.checkoutId }, reason: message })],
      };
    }
    case "email.send":
      return {
        ...unchanged(null),
        audit: [entry("email.refused", { after: letterOf(intent), reason: message })],
      };
    case "customer.update":
      return contactRefused(state, intent, refusal);
    case "payment.refund":
    case "refund.create":
      return {
        ...unchanged(null),
        audit: [entry("payment.refund_refused", { after: intent, reason: message })],
      };
    case "subscription.cancel":
      return {
        ...unchanged(null),
        audit: [entry("subscription.cancel_refused", { after: intent, reason: message })],
      };
    case "session.expire":
    case "customer.create":
      return unchanged(null);
    case "subscription.update":
    case "schedule.create":
    case "schedule.plan":
    case "schedule.release":
    case "invoice.pay":
      return {
        ...unchanged(null),
        audit: [entry("subscription.change_refused", { after: intent, reason: message })],
      };
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      return {
        ...unchanged(null),
        audit: [entry("repair.refused", { after: intent, reason: message })],
      };
  }
}

/** What the account's story says of an e-mail: whom it went to and what it was about, not its links. */
const letterOf = ({ to, notice }: Extract<EffectIntent, { kind: "email.send" }>) => ({
  to,
  template: notice.template,
  about: aboutOf(notice),
});
