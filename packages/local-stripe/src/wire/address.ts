import type Stripe from "stripe";
import { fields, optional, text, unsettable } from "./read.ts";

const part = optional(unsettable(text));
export const addressFields = fields({
  city: part,
  country: part,
  line1: part,
  line2: part,
  postal_code: part,
  state: part,
});

type Parts = { [K in keyof Stripe.Address]?: string | null | undefined };

export const toAddress = (parts: Parts): Stripe.Address => ({
  city: parts.city ?? null,
  country: parts.country ?? null,
  line1: parts.line1 ?? null,
  line2: parts.line2 ?? null,
  postal_code: parts.postal_code ?? null,
  state: parts.state ?? null,
});
