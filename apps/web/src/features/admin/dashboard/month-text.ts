import { locale } from "../../../app/locale.ts";

const format = new Intl.DateTimeFormat(locale, {
  month: "short",
  year: "numeric",
  timeZone: "UTC",
});

/** "Nov 2026" of "2026-11". */
export const monthText = (month: string): string =>
  format.format(new Date(`${month}-01T00:00:00Z`));
