import { couponOf, type Source } from "../billing/discount.ts";
import { days } from "../billing/period.ts";
import { sourceOf, whyNotRedeemable } from "../billing/redeemable.ts";
import { find, liveCustomer } from "../resources/find.ts";
import { add, type World } from "../state/world.ts";
import { badParameter, refusal } from "../wire/failure.ts";
import { newId, randomText } from "../wire/id.ts";
import { changedMetadata } from "../wire/metadata.ts";
import { missingParameter } from "../wire/read.ts";
import { localUrl } from "../wire/render.ts";
import type { CheckoutSession, Customer } from "../wire/stored.ts";
import { type Choice, fillBasket } from "./basket.ts";
import { otherCurrency } from "./currency.ts";
import type { SessionParams } from "./params.ts";

const [leastSeconds, mostSeconds] = [30 * 60, 24 * 60 * 60];

/** Opens a session; refuses what Stripe refuses, and every promotion code that may not be redeemed. */
export function createSession(world: World, params: SessionParams): CheckoutSession {
  checkMode(params);
  checkAddresses(params);
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

function checkMode(params: SessionParams): void {
  if (params.mode === undefined) throw missingParameter("mode");
  if (params.mode !== "subscription") {
    throw badParameter(
      "This local Stripe serves Checkout Sessions in subscription mode only.",
      "mode",
    );
  }
  if (params.ui_mode === "elements" || params.ui_mode === "form") {
    throw badParameter(
      "This local Stripe serves ui_mode hosted_page and embedded_page only.",
      "ui_mode",
    );
  }
  if (params.customer !== undefined && params.customer_email !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: customer, customer_email.",
      "customer_email",
    );
  }
  if (params.customer_creation !== undefined) {
    throw badParameter(
      "`customer_creation` can only be used in `payment` and `setup` mode.",
      "customer_creation",
    );
  }
  const data = params.subscription_data;
  if (data?.trial_end !== undefined && data.trial_period_days !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: trial_end, trial_period_days.",
      "subscription_data[trial_end]",
    );
  }
}

function checkAddresses(params: SessionParams): void {
  const embedded = params.ui_mode === "embedded_page";
  if (!embedded) {
    if (params.return_url !== undefined) {
      throw badParameter(
        "`return_url` can only be used with `ui_mode: embedded_page`, `elements` or `form`.",
        "return_url",
      );
    }
    if (params.success_url === undefined) throw missingParameter("success_url");
    checkUrl(params.success_url, "success_url");
    if (params.cancel_url !== undefined) checkUrl(params.cancel_url, "cancel_url");
    return;
  }
  for (const name of ["success_url", "cancel_url"] as const) {
    if (params[name] !== undefined) {
      throw badParameter(
        `\`${name}\` can not be used with \`ui_mode: embedded_page\`. Use \`return_url\` instead.`,
        name,
      );
    }
  }
  const never = params.redirect_on_completion === "never";
  if (never && params.return_url !== undefined) {
    throw badParameter(
      "`return_url` can not be used with `redirect_on_completion: never`.",
      "return_url",
    );
  }
  if (!never && params.return_url === undefined) throw missingParameter("return_url");
  if (params.return_url !== undefined) checkUrl(params.return_url, "return_url");
}

function checkUrl(url: string, param: string): void {
  if (URL.canParse(url) && /^https?:\/\//.test(url)) return;
  throw badParameter("Not a valid URL", param, "url_invalid");
}

function expiryOf(world: World, params: SessionParams): number {
  const expiresAt = params.expires_at ?? world.now() + mostSeconds;
  const wait = expiresAt - world.now();
  if (wait >= leastSeconds - 5 && wait <= mostSeconds + 5) return expiresAt;
  throw badParameter(
    "The `expires_at` timestamp must be between 30 minutes and 24 hours from Checkout Session creation.",
    "expires_at",
  );
}

function choicesOf(world: World, params: SessionParams): Choice[] {
  const items = params.line_items ?? [];
  if (items.length === 0) throw missingParameter("line_items");
  const choices = items.map((item, at): Choice => {
    const param = `line_items[${at}][price]`;
    if (item.price_data !== undefined) {
      throw badParameter(
        "This local Stripe takes line items by price only.",
        `line_items[${at}][price_data]`,
        "parameter_unknown",
      );
    }
    if (item.price === undefined) throw missingParameter(param);
    const price = find(world, "prices", { id: item.price, param });
    if (!price.active)
      throw badParameter(
        "The price specified is inactive. This field only accepts active prices.",
        param,
      );
    return { price, quantity: item.quantity ?? 1 };
  });
  const [first] = choices;
  if (!choices.some(({ price }) => price.recurring !== null)) {
    throw badParameter(
      "You must provide at least one recurring price in `subscription` mode when using prices.",
      "line_items",
    );
  }
  if (choices.some(({ price }) => price.currency !== first?.price.currency)) {
    throw badParameter("All line items must have the same currency.", "line_items");
  }
  return choices;
}

function discountOf(world: World, params: SessionParams): Source | undefined {
  const discounts = params.discounts ?? [];
  if (discounts.length > 1) {
    throw badParameter(
      "You can only apply up to 1 coupon or promotion code to this Checkout Session.",
      "discounts",
    );
  }
  if (params.allow_promotion_codes !== undefined && discounts.length > 0) {
    throw badParameter(
      "You may only specify one of these parameters: allow_promotion_codes, discounts.",
      "discounts",
    );
  }
  const [only] = discounts;
  if (only === undefined) return undefined;
  if (only.coupon !== undefined && only.promotion_code !== undefined) {
    throw badParameter(
      "You may only specify one of these parameters: coupon, promotion_code.",
      "discounts[0]",
    );
  }
  const source = sourceOf(world, only, "discounts[0]");
  if (
    source !== undefined &&
    only.coupon !== undefined &&
    couponOf(world, source.coupon) === undefined
  )
    return undefined;
  return source;
}

/** The fields that parameters give directly, and those that are fixed in this mode. */
function frame(world: World, params: SessionParams, customer: Customer | undefined) {
  const details = { business_name: null, individual_name: null };
  return {
    object: "checkout.session" as const,
    adaptive_pricing: { enabled: params.adaptive_pricing?.enabled ?? false },
    after_expiration: null,
    allow_promotion_codes: params.allow_promotion_codes ?? null,
    allowed_payment_method_types: params.allowed_payment_method_types ?? null,
    automatic_tax: {
      enabled: params.automatic_tax?.enabled ?? false,
      liability: null,
      provider: null,
      status: null,
    },
    billing_address_collection: params.billing_address_collection ?? null,
    cancel_url: params.cancel_url ?? null,
    client_reference_id: params.client_reference_id ?? null,
    collected_information: { ...details, shipping_details: null },
    consent: null,
    consent_collection: null,
    created: world.now(),
    currency_conversion: null,
    custom_fields: [],
    custom_text: {
      after_submit: null,
      shipping_address: null,
      submit: null,
      terms_of_service_acceptance: null,
    },
    customer: customer?.id ?? null,
    customer_account: null,
    customer_creation: customer === undefined ? ("always" as const) : null,
    customer_details:
      customer === undefined && params.customer_email === undefined
        ? null
        : {
            ...details,
            address: null,
            email: customer?.email ?? params.customer_email ?? null,
            name: null,
            phone: null,
            tax_exempt: "none" as const,
            tax_ids: null,
          },
    customer_email: params.customer_email ?? null,
    integration_identifier: params.integration_identifier ?? null,
    invoice: null,
    invoice_creation: null,
    livemode: false,
    locale: params.locale ?? null,
    managed_payments: { enabled: params.managed_payments?.enabled ?? false },
    metadata: changedMetadata({}, params.metadata),
    mode: "subscription" as const,
    origin_context: params.origin_context ?? null,
    payment_intent: null,
    payment_link: null,
    payment_method_collection: params.payment_method_collection ?? ("always" as const),
    payment_method_configuration_details: null,
    payment_method_options: { card: { request_three_d_secure: "automatic" as const } },
    payment_method_types: ["card"],
    payment_status: "unpaid" as const,
    permissions: null,
    phone_number_collection: { enabled: params.phone_number_collection?.enabled ?? false },
    recovered_from: null,
    ...(params.ui_mode === "embedded_page"
      ? { redirect_on_completion: params.redirect_on_completion ?? ("always" as const) }
      : {}),
    ...(params.return_url === undefined ? {} : { return_url: params.return_url }),
    saved_payment_method_options: {
      allow_redisplay_filters: ["always" as const],
      payment_method_remove: "disabled" as const,
      payment_method_save: null,
    },
    setup_intent: null,
    shipping_address_collection: null,
    shipping_cost: null,
    shipping_options: [],
    status: "open" as const,
    submit_type: params.submit_type ?? null,
    subscription: null,
    success_url: params.success_url ?? null,
    ui_mode: params.ui_mode ?? ("hosted_page" as const),
    wallet_options: null,
  };
}

export const trialEndOf = (
  world: World,
  attempt: { trialDays: number | null; trialEnd: number | null },
): number | null =>
  attempt.trialDays === null ? attempt.trialEnd : world.now() + days(attempt.trialDays);
