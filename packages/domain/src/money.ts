/** An integer amount as Stripe counts it: cents for USD, whole yen for JPY, fils for KWD, hundredths of a forint for HUF. */
export type Money = { amount: number; currency: string };

type Shown = { locale?: string; trailingZeroDisplay?: "auto" | "stripIfInteger" };

/**
 * "$1,299.00", "¥2,000", "KWD 12.345", "HUF 4,990". How many decimals an amount has is Stripe's rule and not the locale's,
 * which writes forints and króna without any; those of an amount that has a part of one are shown.
 */
export function formatMoney(
  { amount, currency }: Money,
  { locale = "en", trailingZeroDisplay = "auto" }: Shown = {},
): string {
  const style = { style: "currency", currency } as const;
  const decimals = decimalsOf(currency);
  const unit = 10 ** decimals;
  const usual = new Intl.NumberFormat(locale, style).resolvedOptions().maximumFractionDigits;
  const digits = amount % unit === 0 ? Math.min(usual ?? decimals, decimals) : decimals;
  const exactly = { minimumFractionDigits: digits, maximumFractionDigits: digits };
  return new Intl.NumberFormat(locale, { ...style, ...exactly, trailingZeroDisplay }).format(
    amount / unit,
  );
}

/**
 * How many decimals Stripe's amounts of a currency have; two, but for these. They are not ISO 4217's, and not what `Intl`
 * shows: 5 ISK are 500, and so are 5 UGX, by the special cases of https://docs.stripe.com/currencies.
 */
export function decimalsOf(currency: string): number {
  const code = currency.toLowerCase();
  if (zeroDecimal.includes(code)) return 0;
  return threeDecimal.includes(code) ? 3 : 2;
}

/** Whether an amount can be charged or refunded: no part of a króna or a Ugandan shilling, and whole tens of fils. */
export function isPayable({ amount, currency }: Money): boolean {
  const code = currency.toLowerCase();
  if (wholeOnly.includes(code)) return amount % 100 === 0;
  return !threeDecimal.includes(code) || amount % 10 === 0;
}

const zeroDecimal = "bif clp djf gnf jpy kmf krw mga pyg rwf vnd vuv xaf xof xpf".split(" ");
const threeDecimal = ["bhd", "jod", "kwd", "omr", "tnd"];
const wholeOnly = ["isk", "ugx"];

/** Fails on anything but a whole, safe, non-negative number: money is never approximate. */
export function assertMinorUnits(amount: number): void {
  if (!Number.isSafeInteger(amount) || amount < 0)
    throw new RangeError(`Expected a whole, non-negative amount in minor units, got ${amount}.`);
}
