/** The same day some months on, UTC; the last one of a month that is too short for it, as Stripe counts. */
export function addMonths(fromMs: number, months: number): number {
  const from = new Date(fromMs);
  const last = new Date(
    Date.UTC(from.getUTCFullYear(), from.getUTCMonth() + months + 1, 0),
  ).getUTCDate();
  const to = new Date(fromMs);
  to.setUTCMonth(from.getUTCMonth() + months, Math.min(from.getUTCDate(), last));
  return to.getTime();
}
