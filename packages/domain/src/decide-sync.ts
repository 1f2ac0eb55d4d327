import type { AccountState } from "./account.ts";
import type { Checkout } from "./checkout.ts";
import { type Chosen, chooseSubscription } from "./choose-subscription.ts";
import { type AuditEntry, type Decision, entry, unchanged, type Write } from "./decision.ts";
import type { EffectIntent } from "./effect.ts";
import { goesOnAs } from "./goes-on-as.ts";
import { noticesOf } from "./notices-of.ts";
import { reasonToEnd } from "./reason-to-end.ts";
import { isLive, type Subscription } from "./subscription.ts";
import { expiryOf, supersede } from "./supersede.ts";
import { trialChange, withoutTrial } from "./trial-change.ts";
import type { InvoiceTruth, SubscriptionTruth, Truth } from "./truth.ts";

export type SyncAnswer =
  /** Our rows were written since: they are at this version now. */
  | { is: "stale"; version: number }
  | {
      is: "synced";
      replaced: { from: Told; to: Told } | null;
      effects: EffectIntent[];
    };

/** What is told of a subscription that took the place of another. */
type Told = Pick<Subscription, "stripeSubscriptionId" | "status" | "planName">;

type Change = { writes: Write[]; audit: AuditEntry[]; effects: EffectIntent[] };
const nothing: Change = { writes: [], audit: [], effects: [] };

/**
 * Makes our rows say what Stripe says (G5). Whoever rang — webhook, return page, sweeper — the answer depends only on
 * the truth that was fetched; and if our rows were written since `readVersion`, that truth may be older than they are,
 * so nothing is written and the caller fetches again.
 */
export function decideSync(
  state: AccountState,
  truth: Truth,
  readVersion: number,
): Decision<SyncAnswer> {
  const { syncVersion } = state.account;
  if (syncVersion !== readVersion) return unchanged({ is: "stale", version: syncVersion });
  const keptId = state.subscription?.stripeSubscriptionId ?? null;
  const chosen = chooseSubscription(truth.subscriptions, keptId);
  const trial = trialChange(state, chosen.current);
  const changes = [
    subscriptionChange(state.subscription, chosen.current),
    surplusChange(state, chosen),
    trial,
    newsChange(
      state,
      trial.isEnding ? withoutTrial(chosen.current) : chosen.current,
      truth.invoices,
    ),
    ...state.checkouts.map((checkout) => checkoutChange(state, checkout, { truth, chosen })),
  ];
  const effects = changes.flatMap((change) => change.effects);
  const writes = changes.flatMap((change) => change.writes);
  return {
    answer: { is: "synced", replaced: replacement(state.subscription, chosen.current), effects },
    // Also when nothing changed: an older answer that is still on its way must not be taken for news afterwards.
    writes: [...writes, { write: "sync.advance" }],
    audit: changes.flatMap((change) => change.audit),
    effects,
  };
}

/** One row, written by upsert; what it replaces is kept as before-image, whatever its status was (G3). */
function subscriptionChange(before: Subscription | null, truth: SubscriptionTruth | null): Change {
  if (truth === null) return nothing;
  const after = remembered(before, truth);
  if (before !== null && isEqual(before, after)) return nothing;
  const action =
    before === null
      ? "subscription.started"
      : before.stripeSubscriptionId === after.stripeSubscriptionId
        ? "subscription.changed"
        : "subscription.replaced";
  return {
    ...nothing,
    writes: [{ write: "subscription.upsert", subscription: after }],
    audit: [entry(action, { before, after })],
  };
}

/** What the customer is told of it, in the same commit. */
function newsChange(
  { account, subscription }: AccountState,
  truth: SubscriptionTruth | null,
  invoices: Truth["invoices"],
): Change {
  const letter = { kind: "email.send" as const, accountId: account.id, to: account.email };
  const notices = noticesOf(subscription, truth, invoices);
  return { ...nothing, effects: notices.map((notice) => ({ ...letter, notice })) };
}

/** Each surplus subscription is ended at Stripe; only what was paid by accident is also paid back. */
function surplusChange({ account }: AccountState, { surplus }: Chosen): Change {
  const accountId = account.id;
  const effects = surplus.flatMap((one): EffectIntent[] => {
    const { stripeSubscriptionId: subscriptionId, paymentIntentId } = one.subscription;
    const reason = reasonToEnd(one);
    const cancel = { kind: "subscription.cancel" as const, accountId, subscriptionId, reason };
    return reason === "duplicate" && paymentIntentId !== null
      ? [cancel, { kind: "payment.refund", accountId, paymentIntentId }]
      : [cancel];
  });
  return { ...nothing, effects };
}

function checkoutChange(
  state: AccountState,
  checkout: Checkout,
  { truth, chosen }: { truth: Truth; chosen: Chosen },
): Change {
  const { id } = checkout;
  const isOpen = checkout.status === "OPEN";
  const bought = truth.subscriptions.some(
    (one) => one.checkoutId === id && one.status !== "incomplete",
  );
  // What was fetched may be the session of the checkout that this one has replaced meanwhile.
  const isItsOwn = isOpen && truth.openSession?.id === checkout.stripeSessionId;
  const session = isItsOwn ? truth.openSession : null;
  if (bought || session?.status === "complete") return closed(checkout, "COMPLETED");
  if (session?.status === "expired") return closed(checkout, "EXPIRED");

  // Not beside a live subscription, unless it was opened to replace that one, and that one by something else.
  const live = chosen.current !== null && isLive(chosen.current.status) ? chosen.current : null;
  if (!isOpen || live === null) return nothing;
  const replacesIt = checkout.replacesSubscriptionId === live.stripeSubscriptionId;
  if (replacesIt && !goesOnAs(live, checkout.choice)) return nothing;
  return { ...supersede(checkout), effects: expiryOf(state, checkout) };
}

const closed = ({ id, status: before }: Checkout, status: "COMPLETED" | "EXPIRED"): Change => ({
  ...nothing,
  writes: [{ write: "checkout.mark", id, status, retired: true }],
  audit: [
    entry(status === "COMPLETED" ? "checkout.completed" : "checkout.expired", {
      before: { id, status: before },
      after: { id, status },
    }),
  ],
});

function replacement(from: Told | null, to: Told | null): { from: Told; to: Told } | null {
  if (from === null || to === null) return null;
  return from.stripeSubscriptionId === to.stripeSubscriptionId ? null : { from, to };
}

/** Stripe forgets which schedule steered a subscription once it is released; we remember the last. */
function remembered(before: Subscription | null, truth: SubscriptionTruth): Subscription {
  const isSame = before?.stripeSubscriptionId === truth.stripeSubscriptionId;
  const lastScheduleId = truth.scheduleId ?? (isSame ? before.lastScheduleId : null);
  return { ...withoutHistory(truth), lastScheduleId };
}

function withoutHistory(truth: SubscriptionTruth): Omit<Subscription, "lastScheduleId"> {
  const {
    checkoutId: _checkout,
    replacesSubscriptionId: _replaces,
    createdAtMs: _created,
    firstPaidAtMs: _paid,
    paymentIntentId: _payment,
    cardFingerprint: _card,
    latestInvoice,
    ...subscription
  } = truth;
  return { ...subscription, latestInvoice: latestInvoice && seenOf(latestInvoice) };
}

const seenOf = ({ id, status }: InvoiceTruth) => ({ id, status });

const isEqual = (a: Subscription, b: Subscription): boolean => ordered(a) === ordered(b);

/** Both come from code of ours that builds the same fields; only their order may differ, on the outside. */
const ordered = (subscription: Subscription): string =>
  JSON.stringify(Object.entries(subscription).toSorted(([a], [b]) => (a < b ? -1 : 1)));
