import type { FrozenRequest, IntentOf } from "@idem/billing";
import { type EffectIntent, slotOf } from "@idem/domain";
import { encodeAction } from "./encode-action.ts";
import { encodeRepair } from "./encode-repair.ts";
import { post } from "./post.ts";

type SessionIntent = Extract<EffectIntent, { kind: "session.create" }>;

/**
 * The exact request for an intent. It is frozen in the journal, so that a later version of this file cannot change the
 * bytes of a key that was used already. What is created carries the effect's slot in its metadata: that is how a later
 * look recognises it.
 */
export function encode(intent: IntentOf<"stripe">, publicUrl: string): FrozenRequest {
  const effect = slotOf(intent);
  switch (intent.kind) {
    case "customer.create": {
      const { accountId, email, name } = intent;
      return post("/v1/customers", { email, name, metadata: { accountId, effect } });
    }
    case "customer.update": {
      const { customerId, email, name } = intent;
      return post(`/v1/customers/${customerId}`, { email, name, metadata: { contact: effect } });
    }
    case "session.create":
      return post("/v1/checkout/sessions", sessionParams(intent, { effect, publicUrl }));
    case "session.expire":
      return post(`/v1/checkout/sessions/${intent.sessionId}/expire`, {});
    case "subscription.cancel": {
      // Replaced on purpose: what was paid and not used goes to the customer's balance, by an invoice made now. Where
      // nothing was paid there is nothing to give back, and Stripe would credit the open invoice as if it were money.
      // Asked for by the customer: it ends, and what was paid is kept, as the screen has said.
      const credit = intent.reason === "replaced" ? "?invoice_now=true&prorate=true" : "";
      return {
        method: "DELETE",
        path: `/v1/subscriptions/${intent.subscriptionId}${credit}`,
        params: {},
      };
    }
    case "payment.refund":
      return post("/v1/refunds", {
        payment_intent: intent.paymentIntentId,
        reason: "duplicate",
        metadata: { accountId: intent.accountId, effect },
      });
    // The asking's id makes another press after a refusal another request, which may be tried again.
    case "refund.create":
      return post("/v1/refunds", {
        payment_intent: intent.paymentIntentId,
        amount: intent.amount,
        reason: "requested_by_customer",
        metadata: { accountId: intent.accountId, effect, asking: intent.actionId },
      });
    case "subscription.update":
    case "schedule.create":
    case "schedule.plan":
    case "schedule.release":
    case "invoice.pay":
      return encodeAction(intent);
    case "customer.mark":
    case "balance.adjust":
    case "tax_id.add":
    case "session.close":
      return encodeRepair(intent);
  }
}

function sessionParams(
  intent: SessionIntent,
  { effect, publicUrl }: { effect: string; publicUrl: string },
): Record<string, unknown> {
  const { accountId, checkoutId, customerId, stripePriceId, quantity, promotionCodeId } = intent;
  const { needsCard } = intent;
  const replaces = intent.replacesSubscriptionId;
  const metadata = { accountId, checkoutId, effect };
  return {
    mode: "subscription",
    customer: customerId,
    client_reference_id: accountId,
    line_items: [{ price: stripePriceId, quantity }],
    // Where nothing will ever be due, there is nothing that a card could be needed for.
    ...(needsCard ? {} : { payment_method_collection: "if_required" }),
    ...(promotionCodeId === null ? {} : { discounts: [{ promotion_code: promotionCodeId }] }),
    metadata,
    subscription_data: {
      metadata: { accountId, checkoutId, ...(replaces === null ? {} : { replaces }) },
      ...trialParams(intent),
    },
    // Said explicitly, because an account's settings in Stripe's dashboard would otherwise change the price shown.
    managed_payments: { enabled: false },
    adaptive_pricing: { enabled: false },
    ...pageParams(intent, publicUrl),
  };
}

/** Whoever has taken the card away by the end of the trial has said that they do not want to pay: it ends. */
const trialParams = ({ trialDays }: SessionIntent) =>
  trialDays === 0
    ? {}
    : {
        trial_period_days: trialDays,
        trial_settings: { end_behavior: { missing_payment_method: "cancel" } },
      };

function pageParams(
  { accountId, ui, priceId, quantity, attempt, code }: SessionIntent,
  publicUrl: string,
) {
  const back = `${publicUrl}/checkout/return?session_id={CHECKOUT_SESSION_ID}&account=${accountId}`;
  switch (ui) {
    case "embedded":
      return { ui_mode: "embedded_page", return_url: back };
    case "hosted": {
      const query = new URLSearchParams({
        price: priceId,
        attempt,
        ...(code ? { promo: code } : {}),
        ...(quantity === 1 ? {} : { seats: String(quantity) }),
        account: accountId,
      });
      return {
        ui_mode: "hosted_page",
        success_url: back,
        cancel_url: `${publicUrl}/checkout?${query}`,
      };
    }
  }
}
