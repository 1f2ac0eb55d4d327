import {
  type AccountId,
  type Month,
  type MrrMonth,
  type MrrMovement,
  type MrrTotal,
  monthOf,
  movementKinds,
  mrrByMonth,
} from "@idem/domain";
import { z } from "zod";
import { Prisma, type PrismaClient } from "./generated/client.ts";

/**
 * Monthly recurring revenue over all accounts, month by month and currency by currency, up to the month of `nowMs`
 * (UTC). Amounts in minor units; each month starts where the one before has ended.
 */
export const readMrr = async (prisma: PrismaClient, nowMs: number): Promise<MrrMonth[]> =>
  mrrByMonth(await sumMovements(prisma, null), monthOf(nowMs));

/** What was moved by month, currency and kind, from a month on, or since there is anything. */
export async function sumMovements(
  prisma: PrismaClient,
  from: Month | null,
): Promise<(MrrTotal & { movements: number })[]> {
  const since =
    from === null ? Prisma.empty : Prisma.sql`WHERE at >= ${`${from}-01T00:00:00Z`}::timestamptz`;
  const rows = await prisma.$queryRaw`
    SELECT to_char(month, 'YYYY-MM') AS month, currency, kind, amount, movements FROM (
      SELECT date_trunc('month', at AT TIME ZONE 'UTC') AS month, currency, kind, sum(amount)::float8 AS amount,
        count(*)::int AS movements
      FROM mrr_movement ${since} GROUP BY 1, 2, 3
    ) AS summed`;
  return z.array(total).parse(rows);
}

/** What one account has moved, the earliest first; `seq` is the event of its story that each comes from. */
export async function readMovements(
  prisma: PrismaClient,
  accountId: AccountId,
): Promise<(MrrMovement & { seq: number; atMs: number })[]> {
  const rows = await prisma.mrrMovement.findMany({
    where: { accountId },
    orderBy: [{ seq: "asc" }, { currency: "asc" }],
  });
  return rows.map(({ seq, at, currency, kind, amount, mrr }) => ({
    seq,
    atMs: at.getTime(),
    currency,
    kind: movementKind.parse(kind),
    amount: Number(amount),
    mrr: Number(mrr),
  }));
}

const movementKind = z.enum(movementKinds);
const total = z.object({
  month: z.string(),
  currency: z.string(),
  kind: movementKind,
  amount: z.int(),
  movements: z.int(),
});
