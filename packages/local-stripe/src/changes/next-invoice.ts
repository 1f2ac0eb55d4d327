import { drawInvoice } from "../billing/invoice.ts";
import { newInvoiceItem, pendingItems } from "../billing/invoice-item.ts";
import { periodLines } from "../billing/invoice-lines.ts";
import { nextPeriodEnd } from "../billing/period.ts";
import { liveCustomer } from "../resources/find.ts";
import { comingPhase } from "../schedules/coming-phase.ts";
import type { World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import type { Discount, Invoice, Subscription, SubscriptionSchedule } from "../wire/stored.ts";
import type { Change } from "./plan-change.ts";
import { discountsAt } from "./prorate.ts";

export type Previewing = {
  /** Discounts named for the preview, in place of the subscription's own. */
  given: Discount[] | undefined;
  prorationDate: number | undefined;
  /** A schedule as it would be, in place of the one that the subscription has. */
  schedule?: SubscriptionSchedule;
};

/** The invoice that comes next once a change is made: at once, or at the renewal with what waits. */
export function nextInvoice(world: World, change: Change, previewing: Previewing): Invoice {
  const { after, prorations } = change;
  const items = [
    ...pendingItems(world, after.id),
    ...prorations.map((proration) => newInvoiceItem(world, after, proration)),
  ];
  const customer = liveCustomer(world, after.customer);
  const now = world.now();
  const drawn = { customer, reason: "upcoming", items };
  if (change.invoiceNow) {
    const discounts = previewing.given ?? discountsAt(world, after, now);
    const lines = change.period;
    const invoice = drawInvoice(world, { ...drawn, subscription: after, lines, discounts });
    return asPreview(invoice, { at: now, prorationDate: previewing.prorationDate });
  }
  const at = Math.min(...after.items.data.map((item) => item.current_period_end));
  const ends = after.cancel_at !== null && after.cancel_at <= at;
  if (ends && items.length === 0) throw noUpcoming(after);
  const next = comingPhase(world, after, { at, schedule: previewing.schedule });
  const [first] = next.subscription.items.data;
  const recurring = first?.price.recurring ?? { interval: "month", interval_count: 1 };
  const end = nextPeriodEnd(next.subscription.billing_cycle_anchor, recurring, at);
  const invoice = drawInvoice(world, {
    ...drawn,
    subscription: next.subscription,
    lines: ends ? [] : periodLines(world, next.subscription, { trial: false, start: at, end }),
    discounts: previewing.given ?? next.discounts ?? discountsAt(world, after, at),
    periodStart: after.items.data[0]?.current_period_start ?? now,
  });
  return asPreview(invoice, { at, prorationDate: previewing.prorationDate });
}

/** An invoice that does not exist yet, as it would be made `at` a moment. */
export function asPreview(
  invoice: Invoice,
  { at, prorationDate: date }: { at: number; prorationDate: number | undefined },
): Invoice {
  const details = invoice.parent?.subscription_details ?? null;
  return {
    ...invoice,
    id: `upcoming_${invoice.id}`,
    created: at,
    ending_balance: Math.min(invoice.total + invoice.starting_balance, 0),
    next_payment_attempt: at,
    parent: invoice.parent && {
      ...invoice.parent,
      subscription_details: details && {
        ...details,
        ...(date === undefined ? {} : { subscription_proration_date: date }),
      },
    },
  };
}

/** Stripe answers 404, because an upcoming invoice is a thing that is not there. */
export const noUpcoming = ({ customer }: Pick<Subscription, "customer">) =>
  refusal(`No upcoming invoices for customer: '${customer}'`, {
    status: 404,
    code: "invoice_upcoming_none",
  });
