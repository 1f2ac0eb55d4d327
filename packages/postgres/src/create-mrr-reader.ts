import { type Month, type MrrMonth, type MrrTotal, monthOf, mrrByMonth } from "@idem/domain";
import type { PrismaClient } from "./generated/client.ts";
import { sumMovements } from "./read-mrr.ts";

/** So many movements are summed in some tenths of a second; fewer than that are summed anew each time. */
const usuallyWorthKeeping = 100_000;

/** A movement is dated when it is decided and committed a moment later: a month is over for good an hour after its end. */
const settledAfterMs = 3_600_000;

/**
 * `readMrr` for a page that is asked for again and again. What is booked is never changed, and dated when it is written: of
 * many movements, those of months that are over are summed once, and kept in this process.
 */
export function createMrrReader(
  prisma: PrismaClient,
  worthKeeping: number = usuallyWorthKeeping,
): (nowMs: number) => Promise<MrrMonth[]> {
  let kept: { before: Month; totals: MrrTotal[] } | null = null;
  return async (nowMs) => {
    const open = monthOf(nowMs - settledAfterMs);
    if (kept?.before === open)
      return mrrByMonth([...kept.totals, ...(await sumMovements(prisma, open))], monthOf(nowMs));
    const totals = await sumMovements(prisma, null);
    const closed = totals.filter(({ month }) => month < open);
    const movements = closed.reduce((sum, one) => sum + one.movements, 0);
    kept = movements < worthKeeping ? null : { before: open, totals: closed };
    return mrrByMonth(totals, monthOf(nowMs));
  };
}
