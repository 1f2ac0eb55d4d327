import { locale } from "../app/locale.ts";

/** "$16.00", "¥2,000", "KWD 12.345": minor units in, the currency's own number of decimals out. */
export const money = (amount: number, currency: string): string => format(amount, currency, "auto");

/** The same without ".00": for plan prices, which are read at a glance. */
export const shortMoney = (amount: number, currency: string): string =>
  format(amount, currency, "stripIfInteger");

function format(
  amount: number,
  currency: string,
  trailingZeroDisplay: "auto" | "stripIfInteger",
): string {
  const format = new Intl.NumberFormat(locale, {
    style: "currency",
    currency,
    trailingZeroDisplay,
  });
  const decimals = format.resolvedOptions().maximumFractionDigits ?? 2;
  return format.format(amount / 10 ** decimals);
}
