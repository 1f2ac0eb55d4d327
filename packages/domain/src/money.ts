/** An integer amount in the currency's minor unit (cents for USD, whole yen for JPY, fils for KWD). */
export type Money = { amount: number; currency: string };

/**
 * "$1,299.00", "¥2,000", "KWD 12.345": for sentences the server writes.
 * The number of decimals is the currency's own (ISO 4217, through Intl).
 */
export function formatMoney({ amount, currency }: Money, locale = "en"): string {
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** decimals);
}

/** Fails on anything but a whole, safe, non-negative number: money is never approximate. */
export function assertMinorUnits(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError(`Expected a whole, non-negative amount in minor units, got ${amount}.`);
}
