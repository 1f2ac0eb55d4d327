import type { FrozenRequest } from "@idem/billing";
import { type ActedIntent, slotOf } from "@idem/domain";
import { post } from "./post.ts";

const toSeconds = (ms: number): number => Math.floor(ms / 1_000);

/**
 * The exact request for an action on a running subscription. Each names its effect in the object's metadata, so that a
 * later look can tell "this was done" from "it happens to be so".
 */
export function encodeAction(intent: ActedIntent): FrozenRequest {
  const metadata = { action: slotOf(intent) };
  switch (intent.kind) {
    case "subscription.update":
      return post(`/v1/subscriptions/${intent.subscriptionId}`, {
        ...updateParams(intent.change),
        metadata,
      });
    // Together with `from_subscription` Stripe takes no phases: that is the next call.
    case "schedule.create":
      return post("/v1/subscription_schedules", { from_subscription: intent.subscriptionId });
    case "schedule.plan":
      return post(`/v1/subscription_schedules/${intent.scheduleId}`, {
        // When its last phase is over, the subscription goes on without it.
        end_behavior: "release",
        proration_behavior: "none",
        phases: phasesOf(intent),
        metadata,
      });
    case "schedule.release":
      return post(`/v1/subscription_schedules/${intent.scheduleId}/release`, {});
    case "invoice.pay":
      return post(`/v1/invoices/${intent.invoiceId}/pay`, {});
  }
}

function updateParams(
  change: Extract<ActedIntent, { kind: "subscription.update" }>["change"],
): Record<string, unknown> {
  switch (change.is) {
    case "plan": {
      const { itemId, to, prorationDateMs, withBank } = change;
      return {
        items: [{ id: itemId, price: to.stripePriceId, quantity: to.quantity }],
        proration_behavior: "always_invoice",
        proration_date: toSeconds(prorationDateMs),
        // Without the money no change: nobody gets a bigger plan by a card that is declined. Where the bank wants the
        // customer's word, the change waits for it, and its invoice can be paid on Stripe's page.
        payment_behavior: withBank ? "pending_if_incomplete" : "error_if_incomplete",
      };
    }
    case "end_later":
      return {
        cancel_at_period_end: true,
        ...(change.reason === null ? {} : { cancellation_details: { comment: change.reason } }),
      };
    case "go_on":
      return { cancel_at_period_end: false };
    case "end_trial":
      return { trial_end: "now", proration_behavior: "none" };
    case "code":
      return { discounts: [{ promotion_code: change.promotionCodeId }] };
    case "comp":
      return { discounts: [{ coupon: change.couponId }] };
  }
}

function phasesOf({ from, to }: Extract<ActedIntent, { kind: "schedule.plan" }>) {
  const years = to.interval === "year";
  // A phase that does not name the discount that runs would end it.
  const discounts = from.discountId === null ? {} : { discounts: [{ discount: from.discountId }] };
  return [
    {
      items: [{ price: from.stripePriceId, quantity: from.quantity }],
      start_date: toSeconds(from.startMs),
      end_date: toSeconds(from.endMs),
      ...discounts,
    },
    {
      items: [{ price: to.stripePriceId, quantity: to.quantity }],
      duration: { interval: years ? "year" : "month", interval_count: 1 },
      ...discounts,
    },
  ];
}
