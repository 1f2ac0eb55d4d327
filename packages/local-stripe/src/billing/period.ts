const daySeconds = 24 * 60 * 60;

export type Interval = { interval: string; interval_count: number };

/**
 * The end of the `n`-th period after `anchor` (Unix seconds). Months keep the anchor's day of month
 * where they have it: from 31 January to 28 February to 31 March.
 */
export function periodEnd(
  anchor: number,
  { interval, interval_count: count }: Interval,
  n: number,
): number {
  if (interval === "day") return anchor + n * count * daySeconds;
  if (interval === "week") return anchor + n * count * 7 * daySeconds;
  const months = n * count * (interval === "year" ? 12 : 1);
  const from = new Date(anchor * 1000);
  const month = from.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(from.getUTCFullYear(), month + 1, 0)).getUTCDate();
  const to = new Date(from);
  to.setUTCFullYear(from.getUTCFullYear(), month, Math.min(from.getUTCDate(), lastDay));
  return Math.floor(to.getTime() / 1000);
}

/** The end of the period that begins at `start`, counted from `anchor`. */
export function nextPeriodEnd(anchor: number, interval: Interval, start: number): number {
  for (let n = 1; ; n++) {
    const end = periodEnd(anchor, interval, n);
    if (end > start) return end;
  }
}

/** The period counted from `anchor` that a moment lies in. */
export function periodAround(
  anchor: number,
  interval: Interval,
  at: number,
): { start: number; end: number } {
  const step = at < anchor ? -1 : 1;
  let n = 0;
  while (step === -1 && periodEnd(anchor, interval, n) > at) n -= 1;
  while (step === 1 && periodEnd(anchor, interval, n + 1) <= at) n += 1;
  return { start: periodEnd(anchor, interval, n), end: periodEnd(anchor, interval, n + 1) };
}

export const days = (count: number): number => count * daySeconds;
