import { newCustomer } from "../resources/customers.ts";
import { find, liveCustomer } from "../resources/find.ts";
import type { World } from "../state/world.ts";
import { badParameter } from "../wire/failure.ts";
import {
  atLeast,
  fields,
  ignored,
  integer,
  listOf,
  missingParameter,
  optional,
  type Read,
  text,
} from "../wire/read.ts";
import type { Discount, Invoice } from "../wire/stored.ts";
import { drawInvoice } from "./invoice.ts";
import { periodLines } from "./invoice-lines.ts";
import { days } from "./period.ts";
import { sourceOf, whyNotRedeemable } from "./redeemable.ts";
import { drawSubscription } from "./subscription.ts";

const details = fields({
  items: optional(listOf(fields({ price: optional(text), quantity: optional(atLeast(0)) }))),
  trial_end: optional(integer),
  trial_period_days: optional(atLeast(0)),
  billing_mode: optional(ignored),
});
export const previewParams = fields({
  customer: optional(text),
  currency: optional(text),
  discounts: optional(listOf(fields({ coupon: optional(text), promotion_code: optional(text) }))),
  preview_mode: optional(ignored),
  subscription_details: optional(details),
  subscription: optional(text),
});

/** The first invoice of a subscription that is not made yet. Previews of changes are not served. */
export function previewInvoice(world: World, params: Read<typeof previewParams>): Invoice {
  if (params.subscription !== undefined) {
    throw badParameter(
      "This local Stripe previews the first invoice of a new subscription only.",
      "subscription",
    );
  }
  const sent = params.subscription_details?.items ?? [];
  if (sent.length === 0) throw missingParameter("subscription_details[items]");
  const customer =
    params.customer === undefined ? newCustomer(world) : liveCustomer(world, params.customer);
  const items = sent.map((item, at) => {
    const param = `subscription_details[items][${at}][price]`;
    if (item.price === undefined) throw missingParameter(param);
    return {
      price: find(world, "prices", { id: item.price, param }),
      quantity: item.quantity ?? 1,
    };
  });
  const trialDays = params.subscription_details?.trial_period_days ?? 0;
  const trialEnd =
    params.subscription_details?.trial_end ??
    (trialDays > 0 ? world.now() + days(trialDays) : null);
  const subscription = drawSubscription(world, {
    customer,
    items,
    metadata: {},
    description: null,
    trialEnd,
    status: "active",
    paymentMethod: null,
    missingMethodAtTrialEnd: "create_invoice",
  });
  const purchase = {
    customer: params.customer ?? null,
    currency: subscription.currency,
    lines: items.map(({ price, quantity }) => ({
      product: price.product,
      subtotal: (price.unit_amount ?? 0) * quantity,
    })),
  };
  const discounts = (params.discounts ?? []).flatMap((named, at) => {
    const param = `discounts[${at}]`;
    const source = sourceOf(world, named, param);
    if (source === undefined) return [];
    const reason = whyNotRedeemable(world, source, { purchase, param });
    if (reason !== undefined) throw reason;
    return [previewDiscount(world, { ...source, customer: customer.id })];
  });
  const [item] = subscription.items.data;
  const period = {
    start: item?.current_period_start ?? world.now(),
    end: item?.current_period_end ?? world.now(),
    trial: trialEnd !== null,
  };
  const lines = periodLines(world, subscription, period);
  const drawn = drawInvoice(world, {
    customer,
    subscription,
    reason: "upcoming",
    lines,
    discounts,
  });
  const ending = Math.min(drawn.total + drawn.starting_balance, 0);
  return { ...drawn, id: `upcoming_${drawn.id}`, ending_balance: ending };
}

function previewDiscount(
  world: World,
  source: { coupon: string; promotionCode: string | null; customer: string },
): Discount {
  return {
    id: "di_preview",
    object: "discount",
    checkout_session: null,
    customer: source.customer,
    customer_account: null,
    end: null,
    invoice: null,
    invoice_item: null,
    promotion_code: source.promotionCode,
    source: { coupon: source.coupon, type: "coupon" },
    start: world.now(),
    subscription: null,
    subscription_item: null,
  };
}
