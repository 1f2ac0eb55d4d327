import { locale } from "../app/locale.ts";

/** "21 November 2026" or "November 21, 2026", in the visitor's own time zone. */
export const longDate = (at: string | number): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long" }).format(new Date(at));
