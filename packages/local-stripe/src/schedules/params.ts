import { discountList, moment, notServed, prorationBehavior } from "../changes/params.ts";
import { interval } from "../resources/price-params.ts";
import { metadata } from "../wire/metadata.ts";
import {
  atLeast,
  bool,
  fields,
  ignored,
  listOf,
  oneOf,
  optional,
  type Read,
  text,
  unsettable,
} from "../wire/read.ts";

const phaseItem = fields({
  billing_thresholds: optional(ignored),
  discounts: optional(ignored),
  metadata: optional(metadata),
  price: text,
  price_data: optional(notServed),
  quantity: optional(atLeast(0)),
  tax_rates: optional(ignored),
});

const phase = fields({
  add_invoice_items: optional(ignored),
  application_fee_percent: optional(ignored),
  automatic_tax: optional(ignored),
  billing_cycle_anchor: optional(oneOf("automatic", "phase_start")),
  billing_thresholds: optional(ignored),
  collection_method: optional(oneOf("charge_automatically")),
  currency: optional(text),
  default_payment_method: optional(text),
  default_tax_rates: optional(ignored),
  description: optional(unsettable(text)),
  discounts: optional(discountList),
  duration: optional(fields({ interval, interval_count: optional(atLeast(1)) })),
  end_date: optional(moment),
  invoice_settings: optional(ignored),
  items: listOf(phaseItem),
  metadata: optional(metadata),
  on_behalf_of: optional(ignored),
  proration_behavior: optional(prorationBehavior),
  start_date: optional(moment),
  transfer_data: optional(ignored),
  trial: optional(bool),
  trial_end: optional(moment),
});
export type SentPhase = Read<typeof phase>;

const endBehavior = oneOf("cancel", "none", "release", "renew");
const settings = fields({
  application_fee_percent: optional(ignored),
  automatic_tax: optional(ignored),
  billing_cycle_anchor: optional(oneOf("automatic", "phase_start")),
  billing_thresholds: optional(ignored),
  collection_method: optional(oneOf("charge_automatically")),
  default_payment_method: optional(text),
  description: optional(unsettable(text)),
  invoice_settings: optional(ignored),
  on_behalf_of: optional(ignored),
  transfer_data: optional(ignored),
});

export const createParams = fields({
  billing_mode: optional(ignored),
  customer: optional(text),
  default_settings: optional(settings),
  end_behavior: optional(endBehavior),
  from_subscription: optional(text),
  metadata: optional(metadata),
  pause_schedules: optional(notServed),
  phases: optional(listOf(phase)),
  start_date: optional(moment),
});
export type CreateParams = Read<typeof createParams>;

export const updateParams = fields({
  default_settings: optional(settings),
  end_behavior: optional(endBehavior),
  metadata: optional(metadata),
  pause_schedules: optional(notServed),
  phases: optional(listOf(phase)),
  proration_behavior: optional(prorationBehavior),
});
export type UpdateParams = Read<typeof updateParams>;

export const scheduleDetails = fields({
  billing_mode: optional(ignored),
  end_behavior: optional(oneOf("cancel", "release")),
  pause_schedules: optional(notServed),
  phases: optional(listOf(phase)),
  proration_behavior: optional(prorationBehavior),
});
export const cancelParams = fields({ invoice_now: optional(bool), prorate: optional(bool) });
export const releaseParams = fields({ preserve_cancel_date: optional(bool) });
