import { formatMoney } from "@idem/domain";
import { locale } from "../app/locale.ts";

/** "$16.00", "¥2,000", "KWD 12.345": an amount as Stripe counts it in, as it is charged out. */
export const money = (amount: number, currency: string): string =>
  formatMoney({ amount, currency }, { locale });

/** The same without ".00": for plan prices, which are read at a glance. */
export const shortMoney = (amount: number, currency: string): string =>
  formatMoney({ amount, currency }, { locale, trailingZeroDisplay: "stripIfInteger" });
