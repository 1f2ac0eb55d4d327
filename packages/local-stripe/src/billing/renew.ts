import { scheduledAt } from "../schedules/advance.ts";
import { comingPhase } from "../schedules/coming-phase.ts";
import { change, type World } from "../state/world.ts";
import type { Customer, Subscription } from "../wire/stored.ts";
import { announceTrialEnd, noteTold, noticesDue } from "./announce.ts";
import { billingSettings } from "./billing-settings.ts";
import { finalizeAndCollect, planAttempt } from "./dunning.ts";
import { billWhatWaits } from "./final-invoice.ts";
import { holdCollection } from "./hold-collection.ts";
import { draftInvoice, drawInvoice } from "./invoice.ts";
import { methodOfSubscription } from "./invoice-method.ts";
import { pauseSubscription } from "./pause-subscription.ts";
import { drawRenewal } from "./renewal.ts";
import { voidInvoice } from "./settle-invoice.ts";
import { endSubscription, incompleteSeconds, isEnded, planNext } from "./subscription.ts";

/** Subscriptions live on by themselves: trials end, periods renew, planned and incomplete ones end. */
export function renewOnTime(world: World): void {
  world.onDue("subscription", (id) => {
    const subscription = world.store.subscriptions.get(id);
    if (subscription === undefined || isEnded(subscription)) return;
    step(world, subscription);
    const after = world.store.subscriptions.get(id);
    if (after !== undefined) planNext(world, after);
  });
  for (const subscription of world.store.subscriptions.values()) planNext(world, subscription);
}

function step(world: World, subscription: Subscription): void {
  const now = world.now();
  if (subscription.status === "incomplete") {
    if (now >= subscription.created + incompleteSeconds) expire(world, subscription);
    return;
  }
  const { cancel_at: cancelAt } = subscription;
  if (cancelAt !== null && cancelAt <= now) {
    billWhatWaits(
      world,
      endSubscription(world, subscription, { status: "canceled", reason: null }),
    );
    return;
  }
  announceTrialEnd(world, subscription);
  if (subscription.status === "paused") return;
  const customer = world.store.customers.get(subscription.customer);
  if (customer === undefined || "deleted" in customer) {
    endSubscription(world, subscription, { status: "canceled", reason: null });
    return;
  }
  announceRenewal(world, subscription, customer);
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  if (end <= now) renew(world, subscription, customer);
}

/** The first payment did not come in time. */
function expire(world: World, subscription: Subscription): void {
  const first = world.store.invoices.get(subscription.latest_invoice ?? "");
  if (first?.status === "open") voidInvoice(world, first);
  else endSubscription(world, subscription, { status: "incomplete_expired", reason: null });
}

function renew(world: World, subscription: Subscription, customer: Customer): void {
  if (subscription.status === "trialing" && endsWithoutCard(world, subscription, customer)) return;
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  const next = scheduledAt(world, subscription, end);
  const { renewed, draft, over } = drawRenewal(world, next, customer);
  const { draftMinutes } = billingSettings(world);
  // Stripe keeps making invoices for an unpaid or paused subscription, but leaves them drafts.
  const paused = subscription.pause_collection?.behavior;
  const unpaid = subscription.status === "unpaid" || paused === "keep_as_draft";
  const isHeld = paused === "void" || paused === "mark_uncollectible";
  const waits = draftMinutes > 0 && !unpaid && !isHeld;
  const invoice = draftInvoice(world, {
    ...draft,
    advances: { auto: !unpaid, atSeconds: waits ? world.now() + draftMinutes * 60 : null },
  });
  change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...renewed, latest_invoice: invoice.id },
  );
  for (const discount of over) world.emit("customer.discount.deleted", discount);
  if (isHeld) holdCollection(world, invoice, paused);
  else if (waits) planAttempt(world, invoice);
  else if (!unpaid) finalizeAndCollect(world, invoice);
}

/** What a trial without a card was told to end in; `false`: in an invoice like any other. */
function endsWithoutCard(world: World, subscription: Subscription, customer: Customer): boolean {
  if (methodOfSubscription(world, subscription, customer) !== undefined) return false;
  const behaviour = subscription.trial_settings?.end_behavior.missing_payment_method;
  if (behaviour === "cancel") {
    endSubscription(world, subscription, { status: "canceled", reason: null });
  } else if (behaviour === "pause") pauseSubscription(world, subscription);
  return behaviour === "cancel" || behaviour === "pause";
}

/** Tells what the next invoice will be, days before it is made. It has no id yet. */
function announceRenewal(world: World, subscription: Subscription, customer: Customer): void {
  const { periodEnd } = noticesDue(world, subscription);
  if (periodEnd === null || periodEnd > world.now()) return;
  noteTold(world, subscription, { periodEnd: true });
  const end = Math.min(...subscription.items.data.map((item) => item.current_period_end));
  const next = comingPhase(world, subscription, { at: end, schedule: undefined });
  const { draft } = drawRenewal(world, next.subscription, customer);
  const { id: _, ...upcoming } = drawInvoice(world, { ...draft, reason: "upcoming" });
  world.emit("invoice.upcoming", { ...upcoming, next_payment_attempt: end });
}
