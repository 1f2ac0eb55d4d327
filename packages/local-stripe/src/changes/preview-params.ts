import { scheduleDetails } from "../schedules/params.ts";
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
  text,
} from "../wire/read.ts";
import { changedItem, discountList, moment, notServed, prorationBehavior } from "./params.ts";

const details = fields({
  billing_cycle_anchor: optional(
    fields({ type: oneOf("now", "timestamp", "unchanged"), timestamp: optional(integer) }),
  ),
  billing_mode: optional(ignored),
  billing_schedules: optional(notServed),
  cancel_at: optional(notServed),
  cancel_at_period_end: optional(bool),
  cancel_now: optional(bool),
  default_tax_rates: optional(ignored),
  items: optional(listOf(changedItem)),
  metadata: optional(metadata),
  pause: optional(notServed),
  proration_behavior: optional(prorationBehavior),
  proration_date: optional(integer),
  resume_at: optional(notServed),
  start_date: optional(notServed),
  trial_end: optional(moment),
  trial_period_days: optional(atLeast(0)),
});
export type PreviewDetails = Read<typeof details>;

export const previewParams = fields({
  automatic_tax: optional(ignored),
  currency: optional(text),
  customer: optional(text),
  customer_details: optional(ignored),
  discounts: optional(discountList),
  invoice_items: optional(notServed),
  issuer: optional(ignored),
  on_behalf_of: optional(ignored),
  preview_mode: optional(oneOf("next")),
  schedule: optional(text),
  schedule_details: optional(scheduleDetails),
  subscription: optional(text),
  subscription_details: optional(details),
});
export type PreviewParams = Read<typeof previewParams>;
