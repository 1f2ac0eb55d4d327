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
export const sessionIdInput = z.string().min(1).max(255);
