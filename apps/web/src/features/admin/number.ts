import { locale } from "../../app/locale.ts";

const format = new Intl.NumberFormat(locale);
const short = new Intl.NumberFormat(locale, {
  notation: "compact",
  maximumSignificantDigits: 2,
  // "At least" must stay true.
  roundingMode: "floor",
});

/** A count as people here write it. */
export const number = (count: number): string => format.format(count);

/** The same where there is little room: "1,000" whole, "580K" of what is only estimated anyway. */
export const shortNumber = (count: number): string =>
  count > 1_000 ? short.format(count) : format.format(count);
