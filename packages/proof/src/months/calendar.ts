/** Renewals that every account lives through. */
export const monthsInAll = 13;
export const stopsInMonth = 3;
export const lastStop = monthsInAll * stopsInMonth;

const year = 2031;

/** When accounts begin: on a day of January, so that some are billed on a day that February does not have. */
export const openingAt = (day: number): number => Date.UTC(year, 0, day, 9, 30);

/**
 * When everybody is looked at: in the last hour of January (stop 0), then on the 8th, on the 18th and in the last hour of
 * each month. Never further apart than 13 days, so that a card is repaired while Stripe still tries it.
 */
export function stopAt(stop: number): number {
  const month = Math.ceil(stop / stopsInMonth);
  const place = stop % stopsInMonth;
  if (place === 0) return Date.UTC(year, month + 1, 0, 23);
  return Date.UTC(year, month, place === 1 ? 8 : 18, 12);
}

export const isMonthEnd = (stop: number): boolean => stop % stopsInMonth === 0;

/** The same day so many months later, or the last one of a month that is too short. */
export function monthsAfter(anchorMs: number, months: number): number {
  const anchor = new Date(anchorMs);
  const first = new Date(anchorMs);
  first.setUTCDate(1);
  first.setUTCMonth(anchor.getUTCMonth() + months);
  const next = new Date(first);
  next.setUTCMonth(first.getUTCMonth() + 1);
  const days = Math.round((next.getTime() - first.getTime()) / 86_400_000);
  first.setUTCDate(Math.min(anchor.getUTCDate(), days));
  return first.getTime();
}
