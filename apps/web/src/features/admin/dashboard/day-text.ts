import { locale } from "../../../app/locale.ts";

/** Something counted on a day of the calendar in UTC, one value for each kind. */
export type Day = { day: string; values: number[] };

const date = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeZone: "UTC" });

/** "Nov 22, 2026" of "2026-11-22". */
export const dateText = (day: string): string => date.format(new Date(`${day}T00:00:00Z`));
