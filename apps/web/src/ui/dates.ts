import { locale } from "../app/locale.ts";

export const shortDate = (iso: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium" }).format(new Date(iso));

/** "Nov 21, 2026, 2:02 PM": a date of which the hour matters. */
export const longMoment = (iso: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(iso),
  );

/** "2:02 PM" of today, "Nov 21, 2026, 2:02 PM" of another day: as exact as a moment in the past needs to be told. */
export function pastMoment(iso: string, nowMs: number): string {
  const at = new Date(iso);
  const isToday = at.toDateString() === new Date(nowMs).toDateString();
  const day = isToday ? {} : ({ dateStyle: "medium" } as const);
  return new Intl.DateTimeFormat(locale, { ...day, timeStyle: "short" }).format(at);
}

const dayMs = 86_400_000;

/** "tomorrow", "in 12 days", "in 3 months": how far off a date is, at the coarseness people use. */
export function relativeDate(iso: string, nowMs: number): string {
  const days = Math.round((new Date(iso).getTime() - nowMs) / dayMs);
  const format = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
  if (Math.abs(days) < 45) return format.format(days, "day");
  if (Math.abs(days) < 548) return format.format(Math.round(days / 30.44), "month");
  return format.format(Math.round(days / 365.25), "year");
}
