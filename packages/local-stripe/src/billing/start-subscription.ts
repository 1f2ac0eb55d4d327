import { otherCurrency } from "../checkout/currency.ts";
import { find, liveCustomer } from "../resources/find.ts";
import { change, type World } from "../state/world.ts";
import { badParameter, refusal, type StripeFailure } from "../wire/failure.ts";
import { changedMetadata, metadata } from "../wire/metadata.ts";
import {
  atLeast,
  fields,
  ignored,
  integer,
  listOf,
  missingParameter,
  oneOf,
  optional,
  type Read,
  text,
} from "../wire/read.ts";
import type { PaymentMethod, Subscription } from "../wire/stored.ts";
import { redeem } from "./discount.ts";
import { openInvoice } from "./invoice.ts";
import { periodLines } from "./invoice-lines.ts";
import { type Collected, collectInvoice, paymentOf } from "./pay-invoice.ts";
import { days } from "./period.ts";
import { sourceOf, whyNotRedeemable } from "./redeemable.ts";
import { beginSubscription, drawSubscription } from "./subscription.ts";

const item = fields({
  price: optional(text),
  quantity: optional(atLeast(0)),
  metadata: optional(metadata),
  tax_rates: optional(ignored),
});
export const subscriptionParams = fields({
  customer: text,
  items: optional(listOf(item)),
  automatic_tax: optional(ignored),
  billing_mode: optional(ignored),
  collection_method: optional(oneOf("charge_automatically")),
  currency: optional(text),
  default_payment_method: optional(text),
  description: optional(text),
  discounts: optional(listOf(fields({ coupon: optional(text), promotion_code: optional(text) }))),
  metadata: optional(metadata),
  off_session: optional(ignored),
  payment_behavior: optional(
    oneOf("allow_incomplete", "default_incomplete", "error_if_incomplete"),
  ),
  payment_settings: optional(ignored),
  proration_behavior: optional(ignored),
  trial_end: optional(integer),
  trial_period_days: optional(atLeast(0)),
  trial_settings: optional(
    fields({
      end_behavior: fields({ missing_payment_method: oneOf("create_invoice", "cancel", "pause") }),
    }),
  ),
});

/** A subscription made through the API (or by hand in a dashboard), without Checkout. */
export function startSubscription(
  world: World,
  params: Read<typeof subscriptionParams>,
): Subscription | StripeFailure {
  const customer = liveCustomer(world, params.customer);
  const items = (params.items ?? []).map((sent, at) => {
    if (sent.price === undefined) throw missingParameter(`items[${at}][price]`);
    const price = find(world, "prices", { id: sent.price, param: `items[${at}][price]` });
    if (!price.active)
      throw badParameter(
        "The price specified is inactive. This field only accepts active prices.",
        `items[${at}][price]`,
      );
    if (price.recurring === null) {
      throw badParameter(
        "The price specified is set to `type=one_time` but this field only accepts prices with `type=recurring`.",
        `items[${at}][price]`,
      );
    }
    return { price, quantity: sent.quantity ?? 1, metadata: changedMetadata({}, sent.metadata) };
  });
  if (items.length === 0) throw missingParameter("items");
  const currency = items[0]?.price.currency ?? "usd";
  const conflict = otherCurrency(world, customer, currency);
  if (conflict !== undefined) throw refusal(conflict);

  const trialDays = params.trial_period_days ?? 0;
  const trialEnd = params.trial_end ?? (trialDays > 0 ? world.now() + days(trialDays) : null);
  const method = methodOf(
    world,
    params.default_payment_method ?? customer.invoice_settings.default_payment_method,
  );
  const behaviour = params.payment_behavior ?? "allow_incomplete";
  const isFree = trialEnd !== null;
  if (method === undefined && !isFree && behaviour !== "default_incomplete") {
    throw refusal(
      "This customer has no attached payment source or default payment method. Please consider adding a default payment method. For more information, visit https://stripe.com/docs/billing/subscriptions/payment-methods-setting#payment-method-priority.",
      { code: "resource_missing" },
    );
  }
  const drawn = drawSubscription(world, {
    customer,
    items,
    metadata: changedMetadata({}, params.metadata),
    description: params.description ?? null,
    trialEnd,
    status: isFree ? "active" : "incomplete",
    paymentMethod: params.default_payment_method ?? null,
    missingMethodAtTrialEnd:
      params.trial_settings?.end_behavior.missing_payment_method ?? "create_invoice",
  });
  const lines = items.map(({ price, quantity }) => ({
    product: price.product,
    subtotal: (price.unit_amount ?? 0) * quantity,
  }));
  const purchase = { customer: customer.id, currency, lines };
  const discounts = (params.discounts ?? []).flatMap((named, at) => {
    const param = `discounts[${at}]`;
    const source = sourceOf(world, named, param);
    if (source === undefined) return [];
    const reason = whyNotRedeemable(world, source, { purchase, param });
    if (reason !== undefined) throw reason;
    return [
      redeem(world, source, { customer: customer.id, subscription: drawn.id, session: null }),
    ];
  });
  const subscription = { ...drawn, discounts: discounts.map(({ id }) => id) };
  beginSubscription(world, subscription);

  const [first] = subscription.items.data;
  const period = {
    start: first?.current_period_start ?? world.now(),
    end: first?.current_period_end ?? world.now(),
    trial: isFree,
  };
  const invoice = openInvoice(world, {
    customer,
    subscription,
    reason: "subscription_create",
    lines: periodLines(world, subscription, period),
    discounts,
  });
  const held = behaviour === "default_incomplete" && invoice.amount_due > 0;
  if (held) paymentOf(world, invoice);
  const collected: Collected = held
    ? { is: "no_method", invoice }
    : collectInvoice(world, invoice, { method, confirmed: false });
  if (behaviour === "error_if_incomplete" && collected.is === "declined") {
    throw refusal(collected.reason.message, {
      status: 402,
      type: "card_error",
      code: collected.reason.code,
      declineCode: collected.reason.declineCode,
    });
  }
  return settled(world, { subscription, invoice: invoice.id, paid: collected.is === "paid" });
}

type Settled = { subscription: Subscription; invoice: string; paid: boolean };

function settled(world: World, { subscription, invoice, paid }: Settled): Subscription {
  const current = world.store.subscriptions.get(subscription.id) ?? subscription;
  const after = { ...current, latest_invoice: invoice };
  if (!paid || current.status !== "incomplete")
    return change(world, { kind: "subscriptions" }, after);
  return change(
    world,
    { kind: "subscriptions", event: "customer.subscription.updated" },
    { ...after, status: "active" },
  );
}

const methodOf = (world: World, id: string | null): PaymentMethod | undefined =>
  id === null ? undefined : find(world, "payment_methods", { id, param: "default_payment_method" });
