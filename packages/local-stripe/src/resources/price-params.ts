import { metadata } from "../wire/metadata.ts";
import {
  atLeast,
  bool,
  fields,
  ignored,
  mapOf,
  oneOf,
  optional,
  text,
  unsettable,
} from "../wire/read.ts";
import { currency } from "./currency.ts";

export const interval = oneOf("day", "week", "month", "year");
const recurring = fields({
  interval,
  interval_count: optional(atLeast(1)),
  meter: optional(ignored),
  trial_period_days: optional(atLeast(0)),
  usage_type: optional(oneOf("licensed", "metered")),
});
const taxBehavior = oneOf("inclusive", "exclusive", "unspecified");
const currencyOption = fields({
  unit_amount: optional(atLeast(0)),
  unit_amount_decimal: optional(text),
  tax_behavior: optional(taxBehavior),
  custom_unit_amount: optional(ignored),
});

const amounts = {
  currency,
  unit_amount: optional(atLeast(0)),
  unit_amount_decimal: optional(text),
  recurring: optional(recurring),
  tax_behavior: optional(taxBehavior),
  currency_options: optional(mapOf(currencyOption)),
  metadata: optional(metadata),
};
export const priceDataFields = fields(amounts);
const writable = {
  active: optional(bool),
  lookup_key: optional(unsettable(text)),
  metadata: optional(metadata),
  nickname: optional(unsettable(text)),
  tax_behavior: optional(taxBehavior),
  transfer_lookup_key: optional(bool),
};
export const createPriceParams = fields({
  ...amounts,
  ...writable,
  billing_scheme: optional(oneOf("per_unit")),
  product: optional(text),
  product_data: optional(
    fields({
      name: text,
      id: optional(text),
      active: optional(bool),
      metadata: optional(metadata),
      statement_descriptor: optional(ignored),
      tax_code: optional(ignored),
      unit_label: optional(ignored),
    }),
  ),
});
export const updatePriceParams = fields({ ...writable, currency_options: optional(ignored) });
