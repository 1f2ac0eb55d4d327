import type { SellablePrice } from "./catalogue.ts";

/**
 * How many seats are meant: those asked for, or as many as now, as far as the plan has them. `null`: more than are sold,
 * which is said and never quietly cut down.
 */
export function seatsOf(
  { maxSeats }: Pick<SellablePrice, "maxSeats">,
  asked: number | null,
  now = 1,
): number | null {
  if (asked === null) return Math.min(now, maxSeats);
  return asked >= 1 && asked <= maxSeats ? asked : null;
}
