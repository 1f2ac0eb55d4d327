import { isStripeInvoiceId, type StripeInvoiceId } from "@idem/domain";
import { z } from "zod";

/** Codes are matched without regard to case or surrounding space; an empty one means none. */
export const codeInput = z
  .string()
  .max(100)
  .transform((code) => code.trim().toUpperCase())
  .transform((code) => (code === "" ? null : code))
  .nullable()
  .default(null);

export const priceIdInput = z.string().min(1).max(100);
export const invoiceIdInput = z.custom<StripeInvoiceId>(
  (value) => typeof value === "string" && isStripeInvoiceId(value) && value.length <= 255,
  { message: "Expected an invoice id." },
);
/** How many seats; `null` for as many as now. */
export const seatsInput = z.int().min(1).max(100_000).nullable().default(null);
/** A change of plan, and what was on the screen when it was asked for. */
export const changeShape = {
  priceId: priceIdInput,
  quantity: seatsInput,
  shown: z.strictObject({
    when: z.enum(["now", "renewal"]),
    dueToday: z.int(),
    prorationDate: z.iso.datetime(),
  }),
};
/** How many seats are bought. */
export const quantityInput = z.int().min(1).max(100_000).default(1);
export const sessionIdInput = z.string().min(1).max(255);
