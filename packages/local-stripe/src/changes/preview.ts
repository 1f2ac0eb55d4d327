import { drawInvoice } from "../billing/invoice.ts";
import { newInvoiceItem, pendingItems } from "../billing/invoice-item.ts";
import { isEnded } from "../billing/subscription.ts";
import { liveCustomer } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import type { Discount, Invoice, Subscription } from "../wire/stored.ts";
import { nextDiscounts, unstoredDiscount } from "./discounts.ts";
import { changedItems } from "./items.ts";
import { asPreview, nextInvoice, noUpcoming } from "./next-invoice.ts";
import type { NamedDiscount, ProrationBehavior } from "./params.ts";
import { planChange } from "./plan-change.ts";
import type { PreviewDetails } from "./preview-params.ts";
import { creditsFor } from "./prorate.ts";
import { checkProrationDate } from "./proration-date.ts";

type Asked = { details: PreviewDetails; discounts: NamedDiscount[] | "clear" | undefined };

/**
 * The next invoice of a subscription, as it is or after a change that is not made. With the same
 * `proration_date` the change itself bills the same amounts, because both are worked out by `planChange`.
 */
export function previewChange(world: World, subscription: Subscription, asked: Asked): Invoice {
  const { details } = asked;
  if (isEnded(subscription)) throw noUpcoming(subscription);
  checkDate(subscription, details);
  const behaviour = details.proration_behavior ?? "create_prorations";
  if (details.cancel_now === true) return previewEnd(world, subscription, behaviour);
  const base = { ...subscription, ...endOf(subscription, details) };
  const items = changedItems(world, base, {
    sent: details.items ?? [],
    param: "subscription_details[items]",
  });
  const given = previewDiscounts(world, base, asked.discounts);
  const anchor = details.billing_cycle_anchor?.type;
  const change = planChange(world, base, {
    items,
    anchor: anchor === "timestamp" ? undefined : anchor,
    trialEnd: details.trial_end,
    behaviour,
    prorationDate: details.proration_date,
    discounts: given,
  });
  return nextInvoice(world, change, { given, prorationDate: details.proration_date });
}

function endOf(subscription: Subscription, { cancel_at_period_end: atEnd }: PreviewDetails) {
  if (atEnd === undefined) return {};
  const ends = subscription.items.data.map((item) => item.current_period_end);
  return { cancel_at_period_end: atEnd, cancel_at: atEnd ? Math.min(...ends) : null };
}

const dateParam = "subscription_details[proration_date]";

function checkDate(subscription: Subscription, details: PreviewDetails): void {
  const {
    proration_date: date,
    items,
    trial_end: trialEnd,
    billing_cycle_anchor: anchor,
  } = details;
  if (date === undefined) return;
  if (details.proration_behavior === "none") {
    throw badParameter(
      "You cannot set `subscription_details[proration_date]` when `subscription_details[proration_behavior]` is `none`.",
      dateParam,
    );
  }
  if (items === undefined && trialEnd === undefined && anchor === undefined) {
    throw badParameter(
      "When setting `subscription_details[proration_date]`, one of `subscription_details[items]` or `subscription_details[trial_end]` is required.",
      dateParam,
    );
  }
  checkProrationDate(subscription, date, dateParam);
}

/** The last invoice, if the subscription were cancelled now. */
function previewEnd(
  world: World,
  subscription: Subscription,
  behaviour: ProrationBehavior,
): Invoice {
  const now = world.now();
  const isRunning = subscription.status === "active" || subscription.status === "past_due";
  const credits =
    behaviour === "none" || !isRunning
      ? []
      : subscription.items.data.flatMap((item) => creditsFor(world, item, now));
  const items = [
    ...pendingItems(world, subscription.id),
    ...credits.map((credit) => newInvoiceItem(world, subscription, credit)),
  ];
  if (items.length === 0) throw noUpcoming(subscription);
  const invoice = drawInvoice(world, {
    customer: liveCustomer(world, subscription.customer),
    subscription,
    reason: "upcoming",
    lines: [],
    discounts: [],
    items,
  });
  return asPreview(invoice, { at: now, prorationDate: undefined });
}

/** Discounts named for a preview take the place of the subscription's own, and are not redeemed. */
export function previewDiscounts(
  world: World,
  subscription: Subscription,
  sent: Asked["discounts"],
): Discount[] | undefined {
  if (sent === undefined) return undefined;
  const named = sent === "clear" ? [] : sent;
  return nextDiscounts(world, subscription, { sent: named, param: "discounts" }).map(
    (wanted, at) =>
      wanted.is === "kept"
        ? wanted.discount
        : unstoredDiscount(world, { source: wanted.source, customer: subscription.customer, at }),
  );
}
