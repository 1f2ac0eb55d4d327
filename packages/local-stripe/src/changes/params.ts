import { badParameter } from "../wire/failure.ts";
import { metadata } from "../wire/metadata.ts";
import {
  atLeast,
  bool,
  fields,
  ignored,
  integer,
  listOf,
  oneOf,
  optional,
  type Read,
  type Reader,
  text,
  unsettable,
} from "../wire/read.ts";

/** A real parameter of Stripe's that would move money in a way which is not modelled here. */
export const notServed: Reader<never> = (_form, path) => {
  throw badParameter(`This local Stripe does not serve ${path}.`, path);
};

export const feedbacks = [
  "customer_service",
  "low_quality",
  "missing_features",
  "other",
  "switched_service",
  "too_complex",
  "too_expensive",
  "unused",
] as const;
export const feedback = oneOf(...feedbacks);
export const cancellationDetails = fields({
  comment: optional(unsettable(text)),
  feedback: optional(unsettable(feedback)),
  feedback_option: optional(ignored),
});

export const prorationBehavior = oneOf("always_invoice", "create_prorations", "none");
export type ProrationBehavior = Read<typeof prorationBehavior>;

export const paymentBehavior = oneOf(
  "allow_incomplete",
  "default_incomplete",
  "error_if_incomplete",
  "pending_if_incomplete",
);

/** An object since 2026-09-30.endive; a plain word before. */
const billingCycleAnchor = fields({ type: oneOf("now", "unchanged") });

/** `now`, or a timestamp. */
export const moment: Reader<number | "now"> = (form, path) =>
  form === "now" ? "now" : integer(form, path);

const cancelAt: Reader<number | null | "max_period_end" | "min_period_end"> = (form, path) => {
  if (form === "") return null;
  if (form === "max_period_end" || form === "min_period_end") return form;
  return integer(form, path);
};

const namedDiscount = fields({
  coupon: optional(text),
  discount: optional(text),
  promotion_code: optional(text),
});
export type NamedDiscount = Read<typeof namedDiscount>;

/** A list replaces the discounts, an empty string clears them; nothing and an empty list leave them. */
export const discountList: Reader<NamedDiscount[] | "clear"> = (form, path) =>
  form === "" ? "clear" : listOf(namedDiscount)(form, path);

export const changedItem = fields({
  id: optional(text),
  billing_thresholds: optional(ignored),
  clear_usage: optional(ignored),
  deleted: optional(bool),
  discounts: optional(notServed),
  metadata: optional(metadata),
  price: optional(text),
  price_data: optional(notServed),
  quantity: optional(atLeast(0)),
  tax_rates: optional(ignored),
});
export type ChangedItem = Read<typeof changedItem>;

const pause = fields({
  behavior: oneOf("keep_as_draft", "mark_uncollectible", "void"),
  resumes_at: optional(integer),
});

export const updateParams = fields({
  add_invoice_items: optional(notServed),
  application_fee_percent: optional(ignored),
  automatic_tax: optional(ignored),
  billing_cycle_anchor: optional(billingCycleAnchor),
  billing_thresholds: optional(ignored),
  cancel_at: optional(cancelAt),
  cancel_at_period_end: optional(bool),
  cancellation_details: optional(cancellationDetails),
  collection_method: optional(oneOf("charge_automatically")),
  days_until_due: optional(ignored),
  default_payment_method: optional(unsettable(text)),
  default_source: optional(ignored),
  default_tax_rates: optional(ignored),
  description: optional(unsettable(text)),
  discounts: optional(discountList),
  invoice_settings: optional(ignored),
  items: optional(listOf(changedItem)),
  metadata: optional(metadata),
  off_session: optional(ignored),
  on_behalf_of: optional(ignored),
  pause_collection: optional(unsettable(pause)),
  payment_behavior: optional(paymentBehavior),
  payment_settings: optional(ignored),
  pending_invoice_item_interval: optional(ignored),
  proration_behavior: optional(prorationBehavior),
  proration_date: optional(integer),
  transfer_data: optional(ignored),
  trial_end: optional(moment),
  trial_from_plan: optional(bool),
  trial_settings: optional(
    fields({
      end_behavior: fields({
        billing_cycle_anchor: optional(ignored),
        missing_payment_method: optional(oneOf("create_invoice", "cancel", "pause")),
      }),
    }),
  ),
});
export type UpdateParams = Read<typeof updateParams>;
