import type { Source } from "../billing/discount.ts";
import { days } from "../billing/period.ts";
import { whyNotRedeemable } from "../billing/redeemable.ts";
import { liveCustomer } from "../resources/find.ts";
import { add, type World } from "../state/world.ts";
import { refusal } from "../wire/failure.ts";
import { newId, randomText } from "../wire/id.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { localUrl } from "../wire/render.ts";
import type { CheckoutSession } from "../wire/stored.ts";
import { fillBasket } from "./basket.ts";
import { checkAddresses, checkMode, expiryOf } from "./check.ts";
import { choicesOf, discountOf } from "./choices.ts";
import { createSetupSession } from "./create-setup.ts";
import { otherCurrency } from "./currency.ts";
import { frame } from "./frame.ts";
import { noteOpenSessions } from "./open-peak.ts";
import type { SessionParams } from "./params.ts";

/** Opens a session; refuses what Stripe refuses, and every promotion code that may not be redeemed. */
export function createSession(world: World, params: SessionParams): CheckoutSession {
  checkMode(params);
  checkAddresses(params);
  if (params.mode === "setup") return createSetupSession(world, params);
  const expiresAt = expiryOf(world, params);
  const customer = params.customer === undefined ? undefined : liveCustomer(world, params.customer);
  const choices = choicesOf(world, params);
  const currency = choices[0]?.price.currency ?? "usd";
  const source = discountOf(world, params);

  const conflict = customer === undefined ? undefined : otherCurrency(world, customer, currency);
  if (conflict !== undefined) throw refusal(conflict);
  const trialEnd = params.subscription_data?.trial_end ?? null;
  const trialDays = params.subscription_data?.trial_period_days ?? null;
  const trial = trialEnd !== null || trialDays !== null;
  const basket = fillBasket(world, choices, { source, trial, currency });
  if (source !== undefined) {
    const lines = basket.lines.map((line) => ({
      product: line.price?.product ?? "",
      subtotal: line.amount_subtotal,
    }));
    const purchase = { customer: customer?.id ?? null, currency, lines };
    const reason = whyNotRedeemable(world, source, { purchase, param: "discounts[0]" });
    if (reason !== undefined) throw reason;
  }

  const id = `cs_test_${randomText(58)}`;
  const listUrl = `/v1/checkout/sessions/${id}/line_items`;
  const session: CheckoutSession = {
    ...frame(world, params, customer),
    id,
    amount_subtotal: basket.subtotal,
    amount_total: basket.total,
    client_secret: params.ui_mode === "embedded_page" ? newId(`${id}_secret`, 40) : null,
    currency,
    discounts: source === undefined ? [] : [discountEntry(source)],
    expires_at: expiresAt,
    line_items: { object: "list", data: basket.lines, has_more: false, url: listUrl },
    total_details: {
      amount_discount: basket.discount,
      amount_shipping: 0,
      amount_tax: 0,
      breakdown: { discounts: [], taxes: [] },
    },
    url: params.ui_mode === "embedded_page" ? null : localUrl(`/c/pay/${id}`),
  };
  add(world, { kind: "checkout_sessions" }, session);
  if (customer !== undefined) noteOpenSessions(world, customer.id);
  world.store.checkout_attempts.put(id, {
    session: id,
    subscriptionMetadata: changedMetadata({}, params.subscription_data?.metadata),
    subscriptionDescription: params.subscription_data?.description ?? null,
    trialDays,
    trialEnd,
    missingMethodAtTrialEnd:
      params.subscription_data?.trial_settings?.end_behavior.missing_payment_method ??
      "create_invoice",
    paymentIntent: null,
    waitingMethod: null,
  });
  world.plan("session", id, expiresAt * 1000);
  return session;
}

const discountEntry = (source: Source) =>
  source.promotionCode === null
    ? { coupon: source.coupon, promotion_code: null }
    : { coupon: null, promotion_code: source.promotionCode };

/** When the trial that a session offers would end if it began now. */
export const trialEndOf = (
  world: World,
  attempt: { trialDays: number | null; trialEnd: number | null },
): number | null =>
  attempt.trialDays === null ? attempt.trialEnd : world.now() + days(attempt.trialDays);
