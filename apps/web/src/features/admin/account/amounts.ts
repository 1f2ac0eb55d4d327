import { decimalsOf, isPayable } from "@idem/domain";

/** "20.00", "2000", "12.345": minor units as somebody types them. */
export const toMajor = (minor: number, currency: string): string =>
  (minor / 10 ** decimalsOf(currency)).toFixed(decimalsOf(currency));

/** What was typed, in minor units; `null` where it is no amount, or finer than the currency can be paid in. */
export function toMinor(text: string, currency: string): number | null {
  const decimals = decimalsOf(currency);
  const [, whole, fraction = ""] = /^\s*(\d{1,9})(?:[.,](\d*))?\s*$/.exec(text) ?? [];
  if (whole === undefined || fraction.length > decimals) return null;
  const amount = Number(whole + fraction.padEnd(decimals, "0"));
  return isPayable({ amount, currency }) ? amount : null;
}
