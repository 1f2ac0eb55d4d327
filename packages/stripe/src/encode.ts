import type { FrozenRequest, IntentOf } from "@idem/billing";
import { type EffectIntent, slotOf } from "@idem/domain";
import { encodeAction } from "./encode-action.ts";
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
      return post(`/v1/customers/${customerId}`, { email, name });
    }
    case "session.create":
      return post("/v1/checkout/sessions", sessionParams(intent, { effect, publicUrl }));
    case "session.expire":
      return post(`/v1/checkout/sessions/${intent.sessionId}/expire`, {});
    case "subscription.cancel": {
      // Replaced on purpose: what was paid and not used goes to the customer's balance, by an invoice made now.
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
    case "subscription.update":
    case "schedule.create":
    case "schedule.plan":
    case "schedule.release":
    case "invoice.pay":
      return encodeAction(intent);
  }
}

function sessionParams(
  intent: SessionIntent,
  { effect, publicUrl }: { effect: string; publicUrl: string },
): Record<string, unknown> {
  const { accountId, checkoutId, customerId, stripePriceId, promotionCodeId } = intent;
  const replaces = intent.replacesSubscriptionId;
  const metadata = { accountId, checkoutId, effect };
  return {
    mode: "subscription",
    customer: customerId,
    client_reference_id: accountId,
    line_items: [{ price: stripePriceId, quantity: 1 }],
    ...(promotionCodeId === null ? {} : { discounts: [{ promotion_code: promotionCodeId }] }),
    metadata,
    subscription_data: {
      metadata: { accountId, checkoutId, ...(replaces === null ? {} : { replaces }) },
    },
    // Said explicitly, because an account's settings in Stripe's dashboard would otherwise change the price shown.
    managed_payments: { enabled: false },
    adaptive_pricing: { enabled: false },
    ...pageParams(intent, publicUrl),
  };
}

function pageParams({ ui, priceId, attempt, code }: SessionIntent, publicUrl: string) {
  const back = `${publicUrl}/checkout/return?session_id={CHECKOUT_SESSION_ID}`;
  switch (ui) {
    case "embedded":
      return { ui_mode: "embedded_page", return_url: back };
    case "hosted": {
      const query = new URLSearchParams({
        price: priceId,
        attempt,
        ...(code ? { promo: code } : {}),
      });
      return {
        ui_mode: "hosted_page",
        success_url: back,
        cancel_url: `${publicUrl}/checkout?${query}`,
      };
    }
  }
}
